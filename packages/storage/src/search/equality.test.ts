import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '@engawa/core'
import { type PostgresService, type RedisService, startPostgres, startRedis, withService } from '@engawa/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedDisk } from '../../test/simulated-disk.js'
import { openFileStorage } from '../backends/file/open-file-storage.js'
import { HandClock, userSays } from '../conformance/samples.js'
import { type ChatStore, openStorage } from '../index.js'
import { parseQuery } from './parse-query.js'

/** Few words, so that they meet; with accents, humps, scripts and marks. */
const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('café', 'CAFE', 'getUserName', 'user_name', '東京', '京都', '京', 'が', 'か', 'a', 'B'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
)
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '))
const operand = fc.oneof(
  word,
  text.map((words) => `"${words}"`),
  word.map((one) => `${one.slice(0, 2)}*`),
)
const query = fc
  .oneof(
    operand,
    text,
    fc.tuple(operand, fc.constantFrom(' OR ', ' AND ', ' NOT ', ' -', ' '), operand).map((parts) => parts.join('')),
    fc.tuple(operand, operand, operand).map(([a, b, c]) => `(${a} OR ${b}) -(${c})`),
    fc.tuple(operand, operand, operand).map(([a, b, c]) => `${a} (${b} OR ${c})`),
  )
  .filter(isMeant)

/** Some have nothing that must occur, as when a word is a mark: all backends refuse those alike. */
function isMeant(query: string): boolean {
  try {
    return query.trim() !== '' && parseQuery(query) !== undefined
  } catch {
    return false
  }
}

type OpenAll = (clock: Clock) => Promise<readonly ChatStore[]>

async function expectAlike(stores: readonly ChatStore[], queries: readonly string[]): Promise<void> {
  for (const query of queries) {
    const [first, ...others] = await Promise.all(
      stores.map(async (store) => {
        const { items } = await store.search({ query, limit: 100 })
        return items.map(({ message, score, highlights }) => ({ message, score: score.toFixed(6), highlights }))
      }),
    )
    for (const other of others) expect(other).toEqual(first)
  }
}

/** Whatever is written, purged and asked for, all stores answer alike. */
function answerAlike(openAll: OpenAll, numRuns: number): Promise<void> {
  const texts = fc.array(text, { minLength: 1, maxLength: 12 })
  const property = fc.asyncProperty(texts, fc.array(query, { maxLength: 4 }), async (texts, queries) => {
    const clock = new HandClock()
    const stores = await openAll(clock)
    for (const [index, one] of texts.entries()) {
      clock.advance(1_000)
      const messages = [{ ...userSays(one), id: `m${index}` }]
      for (const store of stores) await store.messages.append({ sessionId: `s${index % 3}`, messages })
    }
    await expectAlike(stores, queries)
    for (const store of stores) await store.sessions.purge('s0')
    await expectAlike(stores, queries)
    await Promise.all(stores.map((store) => store.close()))
  })
  return fc.assert(property, { numRuns })
}

withService(describe, ['redis', 'postgres'])('search on servers', () => {
  let redis: RedisService
  let postgres: PostgresService
  beforeAll(async () => {
    ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  })
  afterAll(() => Promise.all([redis.stop(), postgres.stop()]))

  it('has the same hits in the same order with the same scores as in memory', async () => {
    await answerAlike(
      (clock) =>
        Promise.all([
          openStorage({ type: 'memory', clock }),
          openStorage({ type: 'redis', url: redis.url, keyPrefix: randomUUID(), clock }),
          openStorage({ type: 'postgres', url: postgres.url, schema: randomUUID(), clock }),
        ]),
      25,
    )
  }, 60_000)
})

describe('search', () => {
  it('has the same hits in the same order with the same scores on every embedded backend', async () => {
    await answerAlike(
      (clock) =>
        Promise.all([
          openStorage({ type: 'memory', clock }),
          openStorage({ type: 'sqlite', path: ':memory:', clock }),
          openFileStorage({ directory: '/store', disk: new SimulatedDisk(), clock }),
        ]),
      60,
    )
  })

  it('is kept in a database file as in memory', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'storage-')), 'chat.db')
    const first = await openStorage({ type: 'sqlite', path })
    await first.messages.append({ sessionId: 's', messages: [userSays('Café 東京')] })
    await first.close()
    const second = await openStorage({ type: 'sqlite', path })
    expect((await second.search({ query: 'cafe 東京' })).items).toHaveLength(1)
    await second.close()
  })
})
