import { textOf } from '@engawa/core'
import { all, HandClock, say, textsOf, textsWith, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

export function forkAndPurgeChecks(check: Check, expect: TestApi['expect']): void {
  check('a fork begins as its session did, up to a message, and goes its own way', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await store.sessions.create({ id: 's', userId: 'u', title: 'Tea', metadata: { a: 1 } })
    for (const id of ['m1', 'm2', 'm3']) {
      await store.messages.append({ sessionId: 's', messages: [{ ...userSays(id), id }] })
      clock.advance(1_000)
    }
    const fork = await store.sessions.fork('s', { upTo: 'm2', id: 'f', title: 'Coffee' })
    expect(fork).toMatchObject({
      id: 'f',
      userId: 'u',
      title: 'Coffee',
      metadata: { a: 1, forkedFrom: { sessionId: 's', seq: 2 } },
      messageCount: 2,
      createdAt: '2026-01-01T00:00:03.000Z',
      updatedAt: '2026-01-01T00:00:03.000Z',
    })
    const [original, copied] = await Promise.all(['s', 'f'].map((sessionId) => all(store.messages.list({ sessionId }))))
    expect(copied).toEqual(original?.slice(0, 2).map((message) => ({ ...message, sessionId: 'f' })))
    expect(await store.messages.get('f', 'm2')).toMatchObject({ createdAt: '2026-01-01T00:00:01.000Z' })
    await say(store, 'f', 'another')
    expect(await textsOf(store, 's')).toEqual(['m1', 'm2', 'm3'])
    expect(await textsOf(store, 'f')).toEqual(['m1', 'm2', 'another'])
    expect(await textsWith(store, 'm1')).toEqual(['m1', 'm1'])
  })

  check('a fork of everything, of nothing, of what is not there', async ({ store }) => {
    await store.messages.append({
      sessionId: 's',
      messages: Array.from({ length: 1_000 }, (_, n) => userSays(`n${n}`)),
    })
    await say(store, 's', 'last')
    const { id } = await store.sessions.fork('s')
    expect(await textsOf(store, id)).toEqual(await textsOf(store, 's'))
    await store.sessions.create({ id: 'empty' })
    expect(await store.sessions.fork('empty', { id: 'e2' })).toMatchObject({ messageCount: 0 })
    await expect(store.sessions.fork('nobody')).rejects.toMatchObject({ code: 'storage/not-found' })
    const refused = { code: 'storage/invalid-input', details: { field: 'upTo' } }
    await expect(store.sessions.fork('s', { upTo: 'nothing' })).rejects.toMatchObject(refused)
    await expect(store.sessions.fork('s', { id: 'empty' })).rejects.toMatchObject({ code: 'storage/exists' })
    await store.sessions.delete('empty')
    await expect(store.sessions.fork('empty')).rejects.toMatchObject({ code: 'storage/session-deleted' })
  })

  check('a fork that was cut off goes on where it was', async ({ store }) => {
    await store.messages.append({ sessionId: 's', messages: ['a', 'b', 'c'].map(userSays) })
    const messages = await all(store.messages.list({ sessionId: 's' }))
    await store.sessions.fork('s', { id: 'f' })
    expect(await store.sessions.fork('s', { id: 'f' })).toMatchObject({ messageCount: 3 })
    expect((await all(store.messages.list({ sessionId: 'f' }))).map(({ id }) => id)).toEqual(
      messages.map(({ id }) => id),
    )
  })

  check('a purged session is gone with its messages, keys and contexts, and its id is free', async ({ store }) => {
    const append = { sessionId: 's', messages: [{ ...userSays('first word'), id: 'm' }], idempotencyKey: 'k' }
    await store.messages.append(append)
    await say(store, 's', 'second word')
    await store.contexts.create({ id: 'c', sessionId: 's', summary: 's', confidence: 1, range: { first: 1, last: 2 } })
    await say(store, 'other', 'other word')
    const found = () => textsWith(store, 'word')
    expect(await found()).toEqual(['first word', 'other word', 'second word'])
    expect(await store.sessions.purge('s')).toBe(true)
    expect(await store.sessions.purge('s')).toBe(false)
    expect(await store.sessions.get('s')).toBeUndefined()
    expect(await store.messages.get('s', 'm')).toBeUndefined()
    expect(await textsOf(store, 's')).toEqual([])
    expect(await store.contexts.get('c')).toBeUndefined()
    expect(await found()).toEqual(['other word'])
    expect((await all(store.sessions.list({ includeDeleted: true }))).map(({ id }) => id)).toEqual(['other'])
    expect(await store.messages.append({ ...append, expectedSeq: 0 })).toMatchObject({ replayed: false })
    expect(await store.sessions.get('s')).toMatchObject({ messageCount: 1 })
    expect(await found()).toEqual(['first word', 'other word'])
  })

  check(
    'search answers nothing that was purged, whoever has indexed it and whoever has its id by now',
    async ({ store, reopen }) => {
      const other = store.info.capabilities.shared ? await reopen() : store
      const found = async (query: string) =>
        (await Promise.all([store, other].map((one) => all(one.search({ query }))))).map((hits) =>
          hits.map(({ message }) => textOf(message)),
        )
      await store.messages.append({ sessionId: 's', messages: ['old secret', 'old word'].map(userSays) })
      await say(store, 'kept', 'old letter')
      for (const hits of await found('old')) expect(hits).toHaveLength(3)
      await store.sessions.purge('s')
      expect(await found('secret')).toEqual([[], []])
      expect(await found('old')).toEqual([['old letter'], ['old letter']])
      await store.messages.append({ sessionId: 's', messages: ['new text', 'new word'].map(userSays) })
      expect(await found('secret OR old')).toEqual([['old letter'], ['old letter']])
      expect(await found('word')).toEqual([['new word'], ['new word']])
      await other.searchIndex.rebuild()
      expect(await found('secret')).toEqual([[], []])
      expect(await found('"new word"')).toEqual([['new word'], ['new word']])
    },
    { search: true },
  )

  check('a deleted session can be purged, and one that others append to meanwhile', async ({ store, reopen }) => {
    const other = store.info.capabilities.shared ? await reopen() : store
    await say(store, 'd', 'x')
    await store.sessions.delete('d')
    expect(await store.sessions.purge('d')).toBe(true)
    expect(await store.sessions.create({ id: 'd' })).toMatchObject({ messageCount: 0 })
    for (let round = 0; round < 5; round++) {
      await Promise.all([say(other, 's', 'a', 'b'), store.sessions.purge('s'), say(store, 's', 'c')])
      const messages = await all(other.messages.list({ sessionId: 's' }))
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      expect((await store.sessions.get('s'))?.messageCount ?? 0).toBe(messages.length)
    }
  })
}
