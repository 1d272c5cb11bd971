import { fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage } from '@engawa/storage'
import Sqlite from 'better-sqlite3'
import { ClassicLevel } from 'classic-level'
import { JSONFilePreset } from 'lowdb/node'
import { summarise } from '../measure.mjs'
import { sampleMessage } from '../sample-messages.mjs'
import { inTemporaryFolder } from '../workspace.mjs'

const floor = 'write + fdatasync, a bare loop'
const many = 'file, 64 writers at once, each append'

/**
 * One message made durable, and what others take for one message. Each has a file of its own on the same disk.
 *
 * @type {import('../report.mjs').Case}
 */
export const storageAppend = {
  name: 'Appending a message',
  floor,
  targets: { 'file, one writer': 1.11, [many]: 0.1 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const file = await openStorage({ type: 'file', directory: join(folder, 'file') })
      const sqlite = await openStorage({ type: 'sqlite', path: join(folder, 'sqlite', 'chat.db') })
      const plain = plainSqlite(join(folder, 'plain.db'))
      const level = new ClassicLevel(join(folder, 'level'), { valueEncoding: 'json' })
      const low = await JSONFilePreset(join(folder, 'low.json'), { messages: [] })
      const fd = openSync(join(folder, 'bare.jsonl'), 'a')
      const append = (/** @type {typeof file} */ store, /** @type {string} */ sessionId) =>
        store.messages.append({ sessionId, messages: [sampleMessage] })

      /** @type {Record<string, { times: number, once: () => unknown }>} */
      const subjects = {
        [floor]: {
          times: 50,
          once: () => {
            writeSync(fd, `${JSON.stringify({ ...sampleMessage, id: crypto.randomUUID(), at: new Date() })}\n`)
            fdatasyncSync(fd)
          },
        },
        'file, one writer': { times: 50, once: () => append(file, 'one') },
        'sqlite, one writer': { times: 50, once: () => append(sqlite, 'one') },
        'better-sqlite3 FULL, one INSERT': { times: 50, once: plain },
        'classic-level, put with sync': {
          times: 50,
          once: () => level.put(crypto.randomUUID(), sampleMessage, { sync: true }),
        },
        'lowdb, push (not synced)': {
          times: 3,
          once: () => low.update(({ messages }) => messages.push(sampleMessage)),
        },
      }
      /** @type {Map<string, number[]>} */
      const samples = new Map([...Object.keys(subjects), many].map((name) => [name, []]))
      for (let round = -5; round < rounds; round++) {
        for (const [name, { times, once }] of Object.entries(subjects)) {
          for (let n = 0; n < times; n++) {
            const start = performance.now()
            await once()
            if (round >= 0) samples.get(name)?.push(performance.now() - start)
          }
        }
        const start = performance.now()
        await Promise.all(Array.from({ length: 64 }, () => fiveTimes(() => append(file, 'many'))))
        if (round >= 0) samples.get(many)?.push((performance.now() - start) / (64 * 5))
      }
      await Promise.all([file.close(), sqlite.close(), level.close()])
      return new Map([...samples].map(([name, times]) => [name, summarise(times)]))
    }),
}

/** @param {() => Promise<unknown>} work */
async function fiveTimes(work) {
  for (let n = 0; n < 5; n++) await work()
}

/** @param {string} path */
function plainSqlite(path) {
  const database = new Sqlite(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE messages (id TEXT PRIMARY KEY, body TEXT NOT NULL)')
  const insert = database.prepare('INSERT INTO messages VALUES (?, ?)')
  return () => insert.run(crypto.randomUUID(), JSON.stringify(sampleMessage))
}
