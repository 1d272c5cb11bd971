import type { NewMessage } from '@engawa/core'
import { HandClock, say, textsOf, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const everything: NewMessage = {
  role: 'assistant',
  content: [
    { type: 'text', text: 'line\nbreak \u2028 "quotes" \\ \u0000 👩‍👩‍👧 \ud800' },
    { type: 'image', mediaType: 'image/png', data: 'aGk=' },
  ],
  toolCalls: [{ id: 'c1', name: 'look', arguments: { path: 'a/b', deep: [1, null, { x: true }] } }],
  replyTo: 'question',
  provider: 'ollama',
  model: 'm:1b',
  usage: { inputTokens: 3, outputTokens: 0 },
  status: 'partial',
  metadata: { crc: 'x', key: 'k', id: 'i', v: 2 },
}

export function appendChecks(check: Check, expect: TestApi['expect']): void {
  check('a message comes back with every field as it was given', async ({ store, reopen }) => {
    const { messages, ...how } = await store.messages.append({ sessionId: 's', messages: [everything] })
    expect(how).toEqual({
      durability: store.info.capabilities.durability,
      backend: store.info.type,
      replayed: false,
    })
    expect(messages).toMatchObject([{ ...everything, sessionId: 's', seq: 1 }])
    const reader = store.info.capabilities.durability === 'none' ? store : await reopen()
    expect((await reader.messages.list({ sessionId: 's' })).items).toEqual(messages)
    expect(await reader.messages.get('s', messages[0]?.id ?? '')).toEqual(messages[0])
    expect(await reader.messages.get('s', 'i')).toBeUndefined()
  })

  check('an append creates its session and counts into it', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await say(store, 's', 'one')
    clock.advance(5_000)
    await say(store, 's', 'two')
    expect(await store.sessions.get('s')).toMatchObject({
      messageCount: 2,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:05.000Z',
    })
  })

  check('`seq` counts 1, 2, 3 over appends of one and of many', async ({ store }) => {
    await say(store, 's', 'one')
    const many = await store.messages.append({ sessionId: 's', messages: ['two', 'three', 'four'].map(userSays) })
    expect(many.messages.map(({ seq }) => seq)).toEqual([2, 3, 4])
    await store.sessions.update('s', { title: 'in between' })
    await say(store, 's', 'five')
    expect(await textsOf(store, 's')).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect((await store.messages.list({ sessionId: 's' })).items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  check(
    'a repeated append with the same key stores nothing and returns the first result',
    async ({ store, reopen }) => {
      await say(store, 's', 'before')
      const request = { sessionId: 's', messages: [userSays('a'), userSays('b')], idempotencyKey: 'k "1"\n' }
      const first = await store.messages.append(request)
      await say(store, 's', 'after')
      expect(await store.messages.append(request)).toEqual({ ...first, replayed: true })
      expect(await store.messages.append({ ...request, expectedSeq: 0 })).toEqual({ ...first, replayed: true })
      if (store.info.capabilities.durability !== 'none') {
        expect(await (await reopen()).messages.append(request)).toEqual({ ...first, replayed: true })
      }
      expect(await textsOf(store, 's')).toEqual(['before', 'a', 'b', 'after'])
    },
  )

  check('one key holds for one session, and two at once store once', async ({ store }) => {
    const request = { messages: [userSays('a')], idempotencyKey: 'k' }
    const results = await Promise.all(
      ['s', 's', 't', 's'].map((sessionId) => store.messages.append({ ...request, sessionId })),
    )
    expect(results.map(({ replayed }) => replayed)).toEqual([false, true, false, true])
    expect(await textsOf(store, 's')).toEqual(['a'])
  })

  check('an append that expects another state is refused and stores nothing', async ({ store }) => {
    await say(store, 's', 'one')
    const append = (expectedSeq: number) =>
      store.messages.append({ sessionId: 's', messages: [userSays('x')], expectedSeq })
    await expect(append(0)).rejects.toMatchObject({ code: 'storage/conflict', details: { expected: 0, found: 1 } })
    await expect(append(2)).rejects.toMatchObject({ code: 'storage/conflict' })
    expect((await append(1)).messages[0]?.seq).toBe(2)
    expect(await textsOf(store, 's')).toEqual(['one', 'x'])
  })

  check('a chosen id is kept, and taken once within its session', async ({ store, reopen }) => {
    const named = { ...userSays('a'), id: 'mine' }
    await store.messages.append({ sessionId: 's', messages: [named] })
    await store.messages.append({ sessionId: 't', messages: [named] })
    const again = { sessionId: 's', messages: [userSays('b'), named] }
    await expect(store.messages.append(again)).rejects.toMatchObject({ code: 'storage/exists' })
    if (store.info.capabilities.durability !== 'none') {
      await expect((await reopen()).messages.append(again)).rejects.toMatchObject({ code: 'storage/exists' })
    }
    expect(await textsOf(store, 's')).toEqual(['a'])
    expect((await store.messages.get('t', 'mine'))?.sessionId).toBe('t')
  })

  check('what a caller does to an object afterwards changes nothing stored', async ({ store }) => {
    const metadata = { list: ['a'] }
    const { messages } = await store.messages.append({ sessionId: 's', messages: [{ ...userSays('x'), metadata }] })
    metadata.list.push('b')
    const listed = (await store.messages.list({ sessionId: 's' })).items
    ;(listed[0]?.metadata as typeof metadata | undefined)?.list.push('c')
    expect((await store.messages.list({ sessionId: 's' })).items).toEqual(messages)
    expect(messages[0]?.metadata).toEqual({ list: ['a'] })
  })

  check('a large message survives', async ({ store, reopen }) => {
    const text = '行\n'.repeat(1_000_000)
    await say(store, 's', 'small', text, 'small again')
    const reader = store.info.capabilities.durability === 'none' ? store : await reopen()
    expect(await textsOf(reader, 's')).toEqual(['small', text, 'small again'])
    expect((await reader.messages.list({ sessionId: 's', order: 'desc', limit: 1 })).items[0]?.seq).toBe(3)
  })

  check('a closed store says so', async ({ store }) => {
    await store.close()
    await store.close()
    await expect(say(store, 's', 'x')).rejects.toMatchObject({ code: 'storage/closed' })
    await expect(store.health()).rejects.toMatchObject({ code: 'storage/closed' })
  })
}
