import { expect, test } from 'vitest'
import { day, openMemory } from '../test/memory-fixture.js'
import type { NewMemory } from './memory.js'
import { maxContentLength } from './stored-content.js'

const said = (content: string, sessionId = 's1'): NewMemory => ({ content, sessionId, kind: 'turn', source: 'user' })

test('finds what was said in an earlier session by the words that matter', async () => {
  const { memory } = await openMemory()
  await memory.add(said("My sister's birthday is on 12 May, she wants a kite."))
  await memory.add(said('The deploy failed because of a missing certificate.'))
  await memory.add(said("Did I say what about? I said what I did say about my brother's bike."))

  const hits = await memory.search({ query: "What did I say about my sister's birthday?" })

  expect(hits.map(({ memory: { content } }) => content)).toEqual([
    "My sister's birthday is on 12 May, she wants a kite.",
  ])
})

test('a memory with one of the words is found, below one with both', async () => {
  const { memory } = await openMemory()
  await memory.add(said('We spoke of kites.'))
  await memory.add(said('The red kite is in the attic.'))

  const hits = await memory.search({ query: 'red kite' })

  expect(hits.map(({ memory: { content } }) => content)).toEqual([
    'The red kite is in the attic.',
    'We spoke of kites.',
  ])
  expect(hits[0]?.relevance).toBeGreaterThan(hits[1]?.relevance ?? 1)
})

test('the signals of a hit sum to its relevance, which stays within 0 and 1', async () => {
  const { memory, advance } = await openMemory()
  await memory.add(said('The red kite is in the attic.'))
  advance(90 * day)
  await memory.add(said('A kite.'))

  const hits = await memory.search({ query: 'red kite attic' })

  expect(hits).toHaveLength(2)
  for (const { relevance, signals } of hits) {
    expect(Object.values(signals).reduce((a, b) => a + b, 0)).toBeCloseTo(relevance)
    expect(relevance).toBeGreaterThan(0)
    expect(relevance).toBeLessThanOrEqual(1)
  }
})

test('the best of a bad lot is still a bad match', async () => {
  const { memory } = await openMemory()
  await memory.add(said('The garden is big.'))

  const [poor] = await memory.search({ query: 'red paint for the garden gate hinges' })
  const [good] = await memory.search({ query: 'the big garden' })

  expect(poor?.relevance).toBeLessThan(0.3)
  expect(good?.relevance).toBeGreaterThan(0.9)
})

test('between two equal matches the younger one comes first', async () => {
  const { memory, advance } = await openMemory()
  await memory.add(said('The kite is red.'))
  advance(60 * day)
  await memory.add(said('The kite is blue.'))

  const [first] = await memory.search({ query: 'kite' })

  expect(first?.memory.content).toBe('The kite is blue.')
})

test('a question without a word to look up gets the latest, with recency as the only signal', async () => {
  const { memory, advance } = await openMemory()
  await memory.add(said('First.'))
  advance(day)
  await memory.add(said('Second.'))

  const hits = await memory.search({ query: 'What did I tell you last time?', k: 1 })

  expect(hits.map(({ memory: { content } }) => content)).toEqual(['Second.'])
  expect(Object.keys(hits[0]?.signals ?? {})).toEqual(['recency'])
  expect(await memory.search({ query: '   ' })).toEqual([])
})

test('leaves out the session that is asked to be left out', async () => {
  const { memory } = await openMemory()
  await memory.add(said('The kite is red.', 'here'))
  await memory.add(said('The kite is blue.', 'there'))
  await memory.add({ content: 'The kite is big.', kind: 'fact', source: 'manual' })

  const hits = await memory.search({ query: 'kite', excludeSessionId: 'here' })

  expect(hits.map(({ memory: { content } }) => content).sort()).toEqual(['The kite is big.', 'The kite is blue.'])
})

test.each([
  '"',
  "'); DROP TABLE memories; --",
  'kite AND (',
  'NEAR(a b)',
  'content:kite',
  '* ^ -',
  '\u0000kite',
  '\ud800',
  '🪁',
  'kite '.repeat(50_000),
])('a hostile query is only words: %#', async (query) => {
  const { memory } = await openMemory()
  await memory.add(said('The kite is red.'))

  await expect(memory.search({ query })).resolves.toBeInstanceOf(Array)
  expect(await memory.statistics()).toEqual({ total: 1, turns: 1, facts: 0 })
})

test('finds words with accents and in other scripts', async () => {
  const { memory } = await openMemory()
  await memory.add(said('Das Frühstück mit Zoë war schön.'))
  await memory.add(said('Встреча с врачом в среду.'))

  expect(await memory.search({ query: 'fruhstuck' })).toHaveLength(1)
  expect(await memory.search({ query: 'врачом' })).toHaveLength(1)
})

test('finds a word within Chinese, Japanese and Korean, which put no spaces between words', async () => {
  const { memory } = await openMemory()
  await memory.add(said('妹の誕生日は五月です。'))
  await memory.add(said('五円を生む日々。'))

  expect((await memory.search({ query: '誕生日はいつ？ 誕生日' }))[0]?.memory.content).toBe('妹の誕生日は五月です。')
  expect(await memory.search({ query: '誕生日' })).toHaveLength(1)
})

test('an exact duplicate stores nothing and returns the known memory', async () => {
  const { memory } = await openMemory()
  const first = await memory.add(said('The kite is red.'))
  const again = await memory.add(said('  The  kite is red. ', 's2'))

  expect(again).toEqual(first)
  expect((await memory.statistics()).total).toBe(1)
})

test('the same words as a fact are another memory than as a turn', async () => {
  const { memory } = await openMemory()
  await memory.add(said('The kite is red.'))
  await memory.add({ content: 'The kite is red.', kind: 'fact', source: 'manual' })

  expect(await memory.statistics()).toEqual({ total: 2, turns: 1, facts: 1 })
})

test('secrets are taken out of content and metadata before anything is stored', async () => {
  const { memory, database } = await openMemory()
  const record = await memory.add({ ...said('My password is hunter2.'), metadata: { note: ['hunter2'], hunter2: 1 } })

  expect(record.content).toBe('My password is ‹secret›.')
  const dump = JSON.stringify([
    database.prepare('SELECT * FROM memories').all(),
    database.prepare('SELECT * FROM memories_index').all(),
  ])
  expect(dump).toContain('password')
  expect(dump).not.toContain('hunter2')
  expect(await memory.search({ query: 'hunter2' })).toEqual([])
})

test.each(['', '   ', '\u0000'])('refuses to remember nothing: %j', async (content) => {
  const { memory } = await openMemory()
  await expect(memory.add(said(content))).rejects.toMatchObject({ code: 'memory/empty' })
})

test('a memory that is too long is cut, and says so', async () => {
  const { memory } = await openMemory()
  const record = await memory.add(said('🪁'.repeat(maxContentLength)))

  expect(record.content.length).toBeLessThanOrEqual(maxContentLength)
  expect(record.content.isWellFormed()).toBe(true)
  expect(record.metadata).toEqual({ truncated: true })
})

test('an edit writes a new record, supersedes the old one and takes its place in searches', async () => {
  const { memory } = await openMemory()
  const old = await memory.add(said('The kite is red.'))
  const edited = await memory.edit(old.id, 'The kite is green.')

  expect(edited.id).not.toBe(old.id)
  expect(edited.sessionId).toBe('s1')
  expect(await memory.get(old.id)).toMatchObject({ content: 'The kite is red.', supersededBy: edited.id })
  expect((await memory.search({ query: 'kite' })).map((hit) => hit.memory.id)).toEqual([edited.id])
  expect((await memory.list()).items.map(({ id }) => id)).toEqual([edited.id])
})

test('an edit that changes nothing is a no-op; one into known words supersedes by the known memory', async () => {
  const { memory } = await openMemory()
  const red = await memory.add(said('The kite is red.'))
  const blue = await memory.add(said('The kite is blue.'))

  expect(await memory.edit(red.id, 'The kite is  red.')).toEqual(red)
  expect((await memory.edit(red.id, 'The kite is blue.')).id).toBe(blue.id)
  expect((await memory.statistics()).total).toBe(1)
})

test('what is unknown or superseded is not edited', async () => {
  const { memory } = await openMemory()
  const old = await memory.add(said('The kite is red.'))
  await memory.edit(old.id, 'The kite is green.')

  await expect(memory.edit('nobody', 'x')).rejects.toMatchObject({ code: 'memory/not-found' })
  await expect(memory.edit(old.id, 'The kite is blue.')).rejects.toMatchObject({ code: 'memory/superseded' })
})

test('deleting forgets a memory with all its earlier wordings, in the index too', async () => {
  const { memory, database } = await openMemory()
  const first = await memory.add(said('The kite is red.'))
  const second = await memory.edit(first.id, 'The kite is green.')

  expect(await memory.delete(second.id)).toBe(true)
  expect(await memory.delete(second.id)).toBe(false)
  expect(database.prepare('SELECT count(*) AS n FROM memories').get()).toEqual({ n: 0 })
  expect(database.prepare("SELECT count(*) AS n FROM memories_index WHERE memories_index MATCH 'kite'").get()).toEqual({
    n: 0,
  })
})

test('searching changes nothing; recording an access does', async () => {
  const { memory } = await openMemory()
  const { id } = await memory.add(said('The kite is red.'))
  await memory.search({ query: 'kite' })
  expect((await memory.get(id))?.accessCount).toBe(0)

  await memory.recordAccess([id, 'nobody'])
  expect((await memory.get(id))?.accessCount).toBe(1)
})

test('pages through everything once, newest first', async () => {
  const { memory } = await openMemory()
  for (let i = 1; i <= 5; i++) await memory.add(said(`Number ${i}.`))

  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await memory.list({ limit: 2, ...(after === undefined ? {} : { after }) })
    seen.push(...page.items.map(({ content }) => content))
    after = page.nextCursor
  } while (after !== undefined)

  expect(seen).toEqual(['Number 5.', 'Number 4.', 'Number 3.', 'Number 2.', 'Number 1.'])
  await expect(memory.list({ after: "1' OR 1" })).rejects.toMatchObject({ code: 'memory/bad-cursor' })
})

test.each([0, -1, 1.5, 101, Number.NaN])('refuses k = %d', async (k) => {
  const { memory } = await openMemory()
  await expect(memory.search({ query: 'kite', k })).rejects.toMatchObject({ code: 'memory/bad-limit' })
})
