import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServiceName, startPostgres, startRedis, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { all, say, userSays } from '../src/conformance/samples.js'
import { type BackendOptions, type DataKey, type DataKeys, openStorage } from '../src/index.js'

/** A place for data, and everything that lies there, as a thief would read it. */
interface Place {
  readonly options: BackendOptions
  everything(): Promise<string>
  stop(): Promise<void>
}

const word = 'heron'
const asHex = Buffer.from(word).toString('hex')

const key: DataKey = { id: '1', bytes: randomBytes(32) }
const keys: DataKeys = { current: () => key, byId: (id) => (id === key.id ? key : undefined) }

/** Words in texts, titles, metadata, versions, bytes and values; in what was changed since, was deleted and was purged. */
async function fill(options: BackendOptions): Promise<void> {
  const store = await openStorage(options)
  await store.sessions.create({ id: 's', title: `earlier ${word}`, metadata: { note: word } })
  await store.sessions.update('s', { title: `later ${word}` })
  const messages = Array.from({ length: 300 }, (_, n) => userSays(`${word} ${n} ${word}${n} `.repeat(1 + (n % 40))))
  await store.messages.append({ sessionId: 's', messages: messages.slice(0, 200) })
  await say(store, 'deleted', `a ${word} in a deleted session`)
  await say(store, 'purged', `a ${word} in a purged session`)
  const { id } = await store.documents.create({ name: word, content: `${word} in a document`, text: `text of ${word}` })
  await store.documents.update(id, { name: `${word} 2` })
  await store.kv.set('key', { note: word })
  await store.kv.set('ended', word, { ttlMs: 1 })
  expect((await all(store.search({ query: word }))).length).toBe(202)
  await store.searchIndex.rebuild()
  await store.messages.append({ sessionId: 's', messages: messages.slice(200) })
  await store.sessions.delete('deleted')
  await store.sessions.purge('purged')
  expect((await all(store.search({ query: word }))).length).toBe(300)
  await store.close()
}

const places: Readonly<Record<string, { readonly services: readonly ServiceName[]; start(): Promise<Place> }>> = {
  file: { services: [], start: async () => folderPlace((directory) => ({ type: 'file', directory })) },
  sqlite: {
    services: [],
    start: async () => folderPlace((directory) => ({ type: 'sqlite', path: join(directory, 'chat.db') })),
  },
  postgres: {
    services: ['postgres'],
    start: async () => {
      const { url, stop, query } = await startPostgres()
      const everything = async () => {
        const tables = await query(`select quote_ident(tablename) from pg_tables where schemaname = 'public'`)
        const texts = tables.split('\n').map((name) => query(`select t::text from ${name} t`))
        return (await Promise.all(texts)).join('\n')
      }
      return { options: { type: 'postgres', url }, everything, stop }
    },
  },
  redis: {
    services: ['redis'],
    start: async () => {
      const { url, stop } = await startRedis()
      return { options: { type: 'redis', url }, everything: () => everythingIn(url), stop }
    },
  },
}

for (const [name, { services, start }] of Object.entries(places)) {
  withService(describe, services)(name, () => {
    it('holds no plain word of what was sealed later, nor does its index', async () => {
      const place = await start()
      try {
        await fill(place.options)
        expect(await place.everything()).toContain(word)
        const store = await openStorage({ ...place.options, encryption: { keys } })
        await store.reseal()
        expect(wordsIn(await place.everything())).toEqual([])
        expect((await all(store.search({ query: word }))).length).toBe(300)
        await say(store, 's', `one more ${word}`)
        await store.searchIndex.rebuild()
        expect((await all(store.search({ query: word }))).length).toBe(301)
        await store.close()
        expect(wordsIn(await place.everything())).toEqual([])
      } finally {
        await place.stop()
      }
    }, 120_000)
  })
}

/** With what stands around them. */
function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(`.{0,30}(?:${word}|${asHex}).{0,30}`, 'gi'))].map(([found]) => found).slice(0, 3)
}

function folderPlace(options: (directory: string) => BackendOptions): Place {
  const directory = mkdtempSync(join(tmpdir(), 'plain-words-'))
  return {
    options: options(directory),
    everything: async () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
        .join('\n'),
    stop: async () => rmSync(directory, { recursive: true }),
  }
}

async function everythingIn(url: string): Promise<string> {
  const client = new Redis(url)
  try {
    const found: unknown[] = []
    for await (const names of client.scanStream()) {
      for (const name of names as readonly string[]) {
        const type = await client.type(name)
        const read: Readonly<Record<string, () => Promise<unknown>>> = {
          string: () => client.get(name),
          hash: () => client.hgetall(name),
          list: () => client.lrange(name, 0, -1),
          zset: () => client.zrange(name, '0', '-1'),
          stream: () => client.xrange(name, '-', '+'),
        }
        found.push(name, await (read[type] ?? (() => Promise.reject(new Error(`what is a ${type}?`))))())
      }
    }
    return JSON.stringify(found)
  } finally {
    client.disconnect()
  }
}
