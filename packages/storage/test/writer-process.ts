import { writeSync } from 'node:fs'
import { textContent } from '@engawa/core'
import { openStorage, type StorageOptions } from '../src/index.js'

/** What a writer is told, as JSON in its first argument. */
export interface WriterTask {
  readonly store: StorageOptions
  readonly sessionId: string
  readonly name: string
  readonly count: number
  /** Every eighth message has this many characters more: a write that takes long enough to be killed in. */
  readonly padding?: number
}

/** Appends `name 0|`, `name 1|` … and says each number on standard output once it is acknowledged. */
async function write({ store: options, sessionId, name, count, padding = 0 }: WriterTask): Promise<void> {
  const store = await openStorage(options)
  for (let n = 0; n < count; n++) {
    await store.messages.append({
      sessionId,
      messages: [{ role: 'user', content: textContent(`${name} ${n}|${n % 8 === 3 ? 'x'.repeat(padding) : ''}`) }],
      idempotencyKey: `${name} ${n}`,
    })
    writeSync(1, `${n}\n`)
  }
  await store.close()
}

await write(JSON.parse(process.argv[2] ?? '') as WriterTask)
