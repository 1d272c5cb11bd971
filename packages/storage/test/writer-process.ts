import { writeSync } from 'node:fs'
import { isEngawaError, textContent } from '@engawa/core'
import { type ChatStore, openStorage, type StorageOptions } from '../src/index.js'

/** What a writer is told, as JSON in its first argument. */
export interface WriterTask {
  readonly store: StorageOptions
  readonly sessionId: string
  readonly name: string
  readonly count: number
  /** Every eighth message has this many characters more: a write that takes long enough to be killed in. */
  readonly padding?: number
  /** Write the number as a key/value entry too. */
  readonly alsoAsEntry?: boolean
  /** Say `!` and the code of an error, and try the same again, so many times in all. */
  readonly patience?: number
}

/** Appends `name 0|`, `name 1|` … and says each number on standard output once it is acknowledged. */
async function write(task: WriterTask): Promise<void> {
  const store = await openStorage(task.store)
  let patience = task.patience ?? 0
  for (let n = 0; n < task.count; ) {
    try {
      await writeOne(store, task, n)
      writeSync(1, `${n}\n`)
      n += 1
    } catch (error) {
      if (patience === 0) throw error
      patience -= 1
      writeSync(1, `!${isEngawaError(error) ? error.code : String(error)}\n`)
    }
  }
  await store.close()
}

async function writeOne(store: ChatStore, task: WriterTask, n: number): Promise<void> {
  const { sessionId, name, padding = 0, alsoAsEntry } = task
  const text = `${name} ${n}|${n % 8 === 3 ? 'x'.repeat(padding) : ''}`
  if (alsoAsEntry) await store.kv.set(name, n)
  await store.messages.append({
    sessionId,
    messages: [{ role: 'user', content: textContent(text) }],
    idempotencyKey: `${name} ${n}`,
  })
}

await write(JSON.parse(process.argv[2] ?? '') as WriterTask)
