import { join } from 'node:path'
import { openStorage } from '@engawa/storage'
import Sqlite from 'better-sqlite3'
import { summarise } from '../measure.mjs'
import { fill, sampleMessage } from '../sample-messages.mjs'
import { inTemporaryFolder } from '../workspace.mjs'

const floor = 'file, of 1,000'
const lengths = { '1,000': 1_000, '100,000': 100_000 }

/** The newest 50 messages, of a short session and of a long one. @type {import('../report.mjs').Case} */
export const storageLastPage = {
  name: 'Reading the last 50',
  floor,
  targets: { 'file, of 100,000': 2 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const file = await openStorage({ type: 'file', directory: join(folder, 'file'), durability: 'os' })
      const sqlite = await openStorage({ type: 'sqlite', path: join(folder, 'sqlite', 'chat.db') })
      const plain = new Sqlite(join(folder, 'plain.db'))
      plain.exec(
        'CREATE TABLE messages (session TEXT, seq INTEGER, body TEXT, PRIMARY KEY (session, seq)) WITHOUT ROWID',
      )
      const insert = plain.prepare('INSERT INTO messages VALUES (?, ?, ?)')
      const newest = plain.prepare('SELECT body FROM messages WHERE session = ? ORDER BY seq DESC LIMIT 50').pluck()

      /** @type {Record<string, () => unknown>} */
      const subjects = {}
      for (const [name, count] of Object.entries(lengths)) {
        await fill(file, name, count)
        await fillInBatches(sqlite, name, count)
        plain.transaction(() => {
          for (let seq = 1; seq <= count; seq++) insert.run(name, seq, JSON.stringify(sampleMessage))
        })()
        subjects[`file, of ${name}`] = () => file.messages.list({ sessionId: name, order: 'desc' })
        subjects[`sqlite, of ${name}`] = () => sqlite.messages.list({ sessionId: name, order: 'desc' })
        subjects[`better-sqlite3, of ${name}`] = () => newest.all(name).map((body) => JSON.parse(String(body)))
      }
      const samples = new Map(Object.keys(subjects).map((name) => [name, /** @type {number[]} */ ([])]))
      for (let round = -5; round < rounds; round++) {
        for (const [name, read] of Object.entries(subjects)) {
          for (let n = 0; n < 20; n++) {
            const start = performance.now()
            await read()
            if (round >= 0) samples.get(name)?.push(performance.now() - start)
          }
        }
      }
      plain.close()
      await Promise.all([file.close(), sqlite.close()])
      return new Map([...samples].map(([name, times]) => [name, summarise(times)]))
    }),
}

/** One transaction for a thousand. @param {import('@engawa/storage').ChatStore} store @param {string} sessionId @param {number} count */
async function fillInBatches(store, sessionId, count) {
  for (let left = count; left > 0; left -= 1_000) {
    await store.messages.append({ sessionId, messages: Array.from({ length: 1_000 }, () => sampleMessage) })
  }
}
