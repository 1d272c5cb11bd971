import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStorage } from '@engawa/storage'
import { quietEnvironment, summarise } from '../measure.mjs'
import { fill } from '../sample-messages.mjs'
import { inTemporaryFolder } from '../workspace.mjs'

const program = fileURLToPath(new URL('../stream-session.mjs', import.meta.url))
const streaming = 'streaming 1 GB, over idle'

/** How much more memory a process has while it streams a session of 1 GB. @type {import('../report.mjs').Case} */
export const storageMemory = {
  name: 'Memory',
  unit: 'MB',
  floor: 'idle, the store open',
  limits: { [streaming]: 80 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const directory = join(folder, 'file')
      const store = await openStorage({ type: 'file', directory, durability: 'os' })
      await fill(store, 'long', 1_900_000)
      await store.close()
      const runs = Array.from({ length: Math.max(3, Math.round(rounds / 10)) }, () => {
        const output = execFileSync(process.execPath, [program, directory], { env: quietEnvironment() })
        return /** @type {{ idle: number, peak: number, bytes: number }} */ (JSON.parse(String(output)))
      })
      if (runs.some(({ bytes }) => bytes < 1e9)) throw new Error(`streamed ${runs[0]?.bytes} bytes`)
      return new Map([
        ['idle, the store open', summarise(runs.map(({ idle }) => idle))],
        [streaming, summarise(runs.map(({ idle, peak }) => peak - idle))],
      ])
    }),
}
