import { writeSync } from 'node:fs'
import { textContent } from '@engawa/core'
import { openStorage, type StorageOptions } from '../src/index.js'

/** What a writer is told, as JSON in its first argument. */
export interface OutageTask {
  readonly store: StorageOptions
  readonly sessions: readonly string[]
  readonly name: string
}

/**
 * Appends `name 0`, `name 1` … to the sessions in turn until its standard input ends, and says of each, once it is
 * acknowledged, its number and who served.
 */
async function write({ store: options, sessions, name }: OutageTask): Promise<void> {
  let isOver = false
  process.stdin.on('end', () => {
    isOver = true
  })
  process.stdin.resume()
  const store = await openStorage(options)
  for (let n = 0; !isOver; n++) {
    const { backend } = await store.messages.append({
      sessionId: sessions[n % sessions.length] ?? '',
      messages: [{ role: 'user', content: textContent(`${name} ${n}`) }],
    })
    writeSync(1, `${n} ${backend}\n`)
  }
  await store.close()
}

await write(JSON.parse(process.argv[2] ?? '') as OutageTask)
