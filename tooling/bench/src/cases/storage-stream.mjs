import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage } from '@engawa/storage'
import { JSONFilePreset } from 'lowdb/node'
import { summarise } from '../measure.mjs'
import { fill } from '../sample-messages.mjs'
import { inTemporaryFolder } from '../workspace.mjs'

const floor = 'JSON.parse alone, lines in memory'
const count = 100_000

/** A session of 100,000 messages from its first to its last. @type {import('../report.mjs').Case} */
export const storageStream = {
  name: 'Reading 100,000 messages (54 MB)',
  floor,
  targets: { 'file, streamed': 2 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const file = await openStorage({ type: 'file', directory: join(folder, 'file'), durability: 'os' })
      await fill(file, 'long', count)
      const path = join(folder, 'file', 'sessions', 'long.jsonl')
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
      await (await JSONFilePreset(join(folder, 'low.json'), { lines: lines.map((line) => JSON.parse(line)) })).write()

      /** @type {Record<string, () => unknown>} */
      const subjects = {
        [floor]: () => {
          for (const line of lines) JSON.parse(line)
        },
        'read, split and JSON.parse': () => {
          for (const line of readFileSync(path, 'utf8').split('\n')) if (line !== '') JSON.parse(line)
        },
        'file, streamed': async () => {
          let seen = 0
          for await (const _ of file.messages.list({ sessionId: 'long' })) seen += 1
          if (seen !== count) throw new Error(`saw ${seen} messages`)
        },
        'lowdb, all at once': () => JSONFilePreset(join(folder, 'low.json'), { lines: [] }),
      }
      const samples = new Map(Object.keys(subjects).map((name) => [name, /** @type {number[]} */ ([])]))
      for (let round = -2; round < Math.max(5, rounds / 3); round++) {
        for (const [name, read] of Object.entries(subjects)) {
          const start = performance.now()
          await read()
          if (round >= 0) samples.get(name)?.push(performance.now() - start)
        }
      }
      await file.close()
      return new Map([...samples].map(([name, times]) => [name, summarise(times)]))
    }),
}
