import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { summarise, timeProcesses } from '../measure.mjs'
import { seededTexts } from '../texts.mjs'
import { inTemporaryFolder, root } from '../workspace.mjs'

/** `BENCH_MESSAGES=20000` gives a quick look; a million take some minutes to write. */
const total = Number(process.env.BENCH_MESSAGES ?? 1_000_000)
const sessions = 1_000
const together = 20

const storage = pathToFileURL(join(root, 'packages/storage/dist/index.js')).href
const limit = 50

/** @type {import('../report.mjs').Case} */
export const storageSearch = {
  name: `Search, ${total.toLocaleString('en')} messages`,
  floor: 'bare FTS5, ranked by itself',
  worst: { 'sqlite, any query': 10, 'file, any query': 30 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const { openStorage } = await import(storage)
      const path = join(folder, 'chat.db')
      const directory = join(folder, 'chats')
      const stores = {
        sqlite: await openStorage({ type: 'sqlite', path }),
        file: await openStorage({ type: 'file', directory }),
      }
      for (const store of Object.values(stores)) await fill(store)
      await stores.file.searchIndex.rebuild()

      const texts = seededTexts(2)
      const bare = await bareFts(path)
      /** @type {Map<string, number[]>} */
      const samples = new Map()
      for (let round = 0; round < rounds * 10; round++) {
        const queries = {
          'any query': texts.query(),
          'rare word': texts.rareWord(),
          'common word': texts.commonWord(),
          'in one session': texts.commonWord(),
        }
        measure(samples, 'bare FTS5, ranked by itself', () => bare(queries['any query'].fts))
        for (const [name, store] of Object.entries(stores)) {
          for (const [kind, { query }] of Object.entries(queries)) {
            const where = kind === 'in one session' ? { sessions: [`session-${round % sessions}`] } : {}
            await measureAsync(samples, `${name}, ${kind}`, () => store.search({ query, limit, ...where }))
          }
        }
      }
      for (const store of Object.values(stores)) await store.close()
      const figures = new Map([...samples].map(([name, times]) => [name, summarise(times)]))
      const { query } = texts.commonWord()
      const once = `const { openStorage } = await import(${JSON.stringify(storage)})
        const store = await openStorage({ type: 'file', directory: ${JSON.stringify(directory)} })
        await store.search({ query: ${JSON.stringify(query)} })
        await store.close()`
      const args = ['--input-type=module', '-e', once]
      const cold = timeProcesses([{ name: 'file, a process that searches once', args }], {
        rounds: Math.min(rounds, 11),
      })
      return new Map([...figures, ...cold])
    }),
}

/** @param {{ messages: { append(request: object): Promise<unknown> } }} store */
async function fill(store) {
  const texts = seededTexts(1)
  for (let done = 0; done < total; done += together) {
    const messages = Array.from({ length: Math.min(together, total - done) }, () => {
      return { role: 'user', content: [{ type: 'text', text: texts.message() }] }
    })
    await store.messages.append({ sessionId: `session-${Math.floor(done / together) % sessions}`, messages })
  }
}

/** What SQLite alone does with the same index. @param {string} path */
async function bareFts(path) {
  const { openSqlite } = await import(pathToFileURL(join(root, 'packages/storage/dist/sqlite/index.js')).href)
  const database = await openSqlite(path)
  const select = database.prepare(`SELECT m.* FROM chat_search JOIN chat_messages m ON m.number = chat_search.rowid
    WHERE chat_search MATCH ? ORDER BY rank LIMIT ${limit}`)
  return (/** @type {string} */ match) => select.all(match)
}

/** @param {Map<string, number[]>} samples @param {string} name @param {() => unknown} work */
function measure(samples, name, work) {
  const start = performance.now()
  work()
  note(samples, name, performance.now() - start)
}

/** @param {Map<string, number[]>} samples @param {string} name @param {() => PromiseLike<unknown>} work */
async function measureAsync(samples, name, work) {
  const start = performance.now()
  await work()
  note(samples, name, performance.now() - start)
}

/** @param {Map<string, number[]>} samples @param {string} name @param {number} ms */
function note(samples, name, ms) {
  const times = samples.get(name) ?? []
  samples.set(name, times)
  times.push(ms)
}
