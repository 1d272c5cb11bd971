import { all, HandClock, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const analysis = {
  summary: 'About Kyōto',
  keyPoints: ['one'],
  entities: [{ name: 'Kyōto', type: 'place' }],
  topics: ['travel'],
  language: 'en',
  confidence: 0.9,
  model: 'm',
}

export function documentChecks(check: Check, expect: TestApi['expect']): void {
  check('a document comes back byte for byte, with what was found out about it', async ({ store, reopen }) => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) % 256)
    await say(store, 's', 'one')
    const given = { userId: 'u', sessionId: 's', name: 'photo ☃.bin', mediaType: 'image/png', metadata: { a: 1 } }
    const created = await store.documents.create({ id: 'd', ...given, content: bytes, text: 'a snowman', analysis })
    expect(created).toMatchObject({
      ...given,
      analysis,
      size: 300_000,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    bytes.fill(0, 0, 100)
    const reader = store.info.capabilities.durability === 'none' ? store : await reopen()
    const content = await reader.documents.content('d')
    expect(content.length).toBe(300_000)
    expect(content.every((byte, n) => byte === (n * 7) % 256)).toBe(true)
    expect(await reader.documents.text('d')).toBe('a snowman')
    expect(await reader.documents.get('d')).toEqual(created)
  })

  check('a text is its own text; the kind is known from what was given', async ({ store }) => {
    const note = await store.documents.create({ name: 'n', content: 'Grüße 😀\u0000' })
    expect(note).toMatchObject({ userId: 'local', mediaType: 'text/plain', size: 13 })
    expect(await store.documents.text(note.id)).toBe('Grüße 😀\u0000')
    const data = await store.documents.create({ name: 'n', content: new Uint8Array(0) })
    expect(data).toMatchObject({ mediaType: 'application/octet-stream', size: 0 })
    expect(await store.documents.text(data.id)).toBeUndefined()
    expect((await store.documents.content(data.id)).length).toBe(0)
  })

  check('new content is a version; the earlier ones keep theirs, and its analysis is void', async ({ store }) => {
    await store.documents.create({ id: 'd', name: 'n', content: 'one', analysis })
    expect(await store.documents.update('d', { name: 'm' })).toMatchObject({ analysis, name: 'm' })
    const second = await store.documents.update('d', { content: 'two!' })
    expect(second).toMatchObject({ version: 3, size: 4, name: 'm' })
    expect(second.analysis).toBeUndefined()
    await store.documents.update('d', { analysis: { confidence: 0.1 } })
    const texts = await Promise.all([1, 2, 3, 4].map((version) => store.documents.text('d', { version })))
    expect(texts).toEqual(['one', 'one', 'two!', 'two!'])
    expect((await store.documents.revert('d', 1)).analysis).toEqual(analysis)
    expect(await store.documents.text('d')).toBe('one')
    await expect(store.documents.content('d', { version: 9 })).rejects.toMatchObject({ code: 'storage/not-found' })
    await expect(store.documents.content('nobody')).rejects.toMatchObject({ code: 'storage/not-found' })
  })

  check('two documents of the same content are two: purging one leaves the other', async ({ store }) => {
    await store.documents.create({ id: 'a', name: 'n', content: 'same' })
    await store.documents.create({ id: 'b', name: 'n', content: 'same' })
    await store.documents.purge('a')
    expect(await store.documents.text('b')).toBe('same')
    await store.documents.create({ id: 'a', name: 'n', content: 'same' })
    expect(await store.documents.text('a')).toBe('same')
  })

  check('documents are listed by user and by session', async ({ store }) => {
    await say(store, 's', 'one')
    await store.documents.create({ id: 'a', userId: 'u', name: 'n', content: '' })
    await store.documents.create({ id: 'b', userId: 'u', sessionId: 's', name: 'n', content: '' })
    await store.documents.create({ id: 'c', userId: 'v', sessionId: 's', name: 'n', content: '' })
    const ids = async (options: Parameters<typeof store.documents.list>[0]) =>
      (await all(store.documents.list({ limit: 1, ...options }))).map(({ id }) => id).toSorted()
    expect(await ids({})).toEqual(['a', 'b', 'c'])
    expect(await ids({ userId: 'u' })).toEqual(['a', 'b'])
    expect(await ids({ sessionId: 's' })).toEqual(['b', 'c'])
    expect(await ids({ userId: 'u', sessionId: 's' })).toEqual(['b'])
    expect(await ids({ userId: 'nobody' })).toEqual([])
    await store.documents.delete('b')
    expect(await ids({ sessionId: 's' })).toEqual(['c'])
    expect(await ids({ sessionId: 's', includeDeleted: true })).toEqual(['b', 'c'])
  })

  check('search finds documents by name, text and summary, and shows where', async ({ store }) => {
    await store.documents.create({ id: 'a', name: 'getUserName.ts', content: 'nothing here' })
    await store.documents.create({
      id: 'b',
      name: 'n',
      content: `${'far '.repeat(500)}Café au lait${' off'.repeat(500)}`,
    })
    await store.documents.create({ id: 'c', name: 'n', content: new Uint8Array(9), text: '東京都', analysis })
    const found = async (query: string) =>
      (await all(store.documents.search({ query }))).map(({ document }) => document.id)
    expect(await found('user name')).toEqual(['a'])
    expect(await found('cafe')).toEqual(['b'])
    expect(await found('京都')).toEqual(['c'])
    expect(await found('kyoto')).toEqual(['c'])
    expect(await found('"au lait"')).toEqual(['b'])
    expect(await found('lait au nothing')).toEqual([])
    const [hit] = (await store.documents.search({ query: 'cafe' })).items
    expect(hit?.highlights.map(([start, end]) => hit.excerpt.slice(start, end))).toEqual(['Café'])
    expect(hit?.excerpt.length).toBeLessThan(300)
  })

  check('search filters by user, session, kind, entity, time and relevance', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await say(store, 's', 'one')
    await store.documents.create({ id: 'a', userId: 'u', name: 'n', content: 'word word word', analysis })
    clock.advance(60_000)
    const markdown = { mediaType: 'text/markdown', sessionId: 's', userId: 'v' }
    const long = `word ${'other things '.repeat(40)}`
    await store.documents.create({ id: 'b', ...markdown, name: 'n', content: long })
    const found = async (filters: object) =>
      (await all(store.documents.search({ query: 'word', limit: 1, ...filters }))).map(({ document }) => document.id)
    expect(await found({})).toEqual(['a', 'b'])
    expect(await found({ userId: 'v' })).toEqual(['b'])
    expect(await found({ sessionIds: ['s', 't'] })).toEqual(['b'])
    expect(await found({ sessionIds: [] })).toEqual([])
    expect(await found({ mediaTypes: ['text/plain'] })).toEqual(['a'])
    expect(await found({ entities: ['KYŌTO', 'Nara'] })).toEqual(['a'])
    expect(await found({ entities: ['Nara'] })).toEqual([])
    expect(await found({ from: '2026-01-01T00:01:00Z' })).toEqual(['b'])
    expect(await found({ to: '2026-01-01T00:01:00Z' })).toEqual(['a'])
    expect(await found({ minRelevance: 0.9 })).toEqual(['a'])
  })

  check('search knows what changed, was deleted and purged since, by whichever store', async ({ store, reopen }) => {
    const other = store.info.capabilities.shared ? await reopen() : store
    const found = async (query: string) =>
      (await all(store.documents.search({ query }))).map(({ document }) => document.id)
    for (const id of ['a', 'b', 'c']) await store.documents.create({ id, name: 'n', content: `old ${id}` })
    expect((await found('old')).toSorted()).toEqual(['a', 'b', 'c'])
    await other.documents.update('a', { content: 'new' })
    await other.documents.delete('b')
    await other.documents.purge('c')
    await other.documents.create({ id: 'c', name: 'n', content: 'again' })
    expect(await found('old')).toEqual([])
    expect(await found('new')).toEqual(['a'])
    expect(await found('again')).toEqual(['c'])
    await other.documents.restore('b')
    expect(await found('old')).toEqual(['b'])
  })
}
