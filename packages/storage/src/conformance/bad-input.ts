import type { AppendRequest, ChatStore } from '../chat-store.js'
import { all, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

/** Values that no type allows, as they come from JavaScript and from the network. */
const wrong = <T>(value: unknown): T => value as T
const append = (store: ChatStore, request: object) =>
  store.messages.append({ sessionId: 's', messages: [userSays('x')], ...(request as Partial<AppendRequest>) })
const appendOne = (store: ChatStore, message: object) =>
  append(store, { messages: [userSays('good'), { ...userSays('x'), ...message }] })

/** What is done, and the field that the refusal must name. */
const refused: Readonly<Record<string, readonly [field: string, attempt: (store: ChatStore) => PromiseLike<unknown>]>> =
  {
    'a wrong role': ['messages[1].role', (s) => appendOne(s, { role: 'robot' })],
    'text that is a number': [
      'messages[1].content[0].text',
      (s) => appendOne(s, { content: [{ type: 'text', text: 1 }] }),
    ],
    'content that is a string': ['messages[1].content', (s) => appendOne(s, { content: 'hi' })],
    'an unknown kind of part': ['messages[1].content[0].type', (s) => appendOne(s, { content: [{ type: 'video' }] })],
    'an image that is no base64': [
      'messages[1].content[0].data',
      (s) => appendOne(s, { content: [{ type: 'image', mediaType: 'image/png', data: '§' }] }),
    ],
    'a negative count of tokens': [
      'messages[1].usage.inputTokens',
      (s) => appendOne(s, { usage: { inputTokens: -1 } }),
    ],
    'NaN in metadata': ['messages[1].metadata.a[0]', (s) => appendOne(s, { metadata: { a: [Number.NaN] } })],
    'a date in metadata': ['messages[1].metadata.at', (s) => appendOne(s, { metadata: { at: new Date() } })],
    'two equal ids in one append': [
      'messages[1].id',
      (s) => append(s, { messages: [1, 2].map(() => ({ ...userSays('x'), id: 'i' })) }),
    ],
    'no messages': ['messages', (s) => append(s, { messages: [] })],
    'messages that are no list': ['messages', (s) => append(s, { messages: 'x' })],
    'too many messages': [
      'messages',
      (s) => append(s, { messages: Array.from({ length: 1_001 }, () => userSays('x')) }),
    ],
    'a message of more than 64 MiB': ['messages[1]', (s) => appendOne(s, userSays('x'.repeat(64 * 1024 * 1024)))],
    'an empty session id': ['sessionId', (s) => append(s, { sessionId: '' })],
    'a NUL in a session id': ['sessionId', (s) => append(s, { sessionId: 'a\u0000b' })],
    'half a character in a session id': ['sessionId', (s) => append(s, { sessionId: 'a\ud800' })],
    'a session id that is too long': ['sessionId', (s) => append(s, { sessionId: 'x'.repeat(513) })],
    'a NUL in a message id': ['messages[1].id', (s) => appendOne(s, { id: '\u0000' })],
    'an empty idempotency key': ['idempotencyKey', (s) => append(s, { idempotencyKey: '' })],
    'an expected `seq` of -1': ['expectedSeq', (s) => append(s, { expectedSeq: -1 })],
    'an id that is a number': ['id', (s) => s.sessions.get(wrong(7))],
    'a title that is too long': ['title', (s) => s.sessions.create({ title: 'x'.repeat(1_001) })],
    'metadata that is a list': ['metadata', (s) => s.sessions.create({ metadata: wrong([]) })],
    'a page of 0': ['limit', (s) => s.messages.list({ sessionId: 's', limit: 0 })],
    'a page of 1,001': ['limit', (s) => s.sessions.list({ limit: 1_001 })],
    'a page of 1.5': ['limit', (s) => s.search({ query: 'x', limit: 1.5 })],
    'an unknown order': ['order', (s) => s.messages.list({ sessionId: 's', order: wrong('down') })],
    'an empty query': ['query', (s) => s.search({ query: ' ' })],
    'a time that is none': ['from', (s) => s.search({ query: 'x', from: 'yesterday' })],
    'a time without a zone': ['to', (s) => s.search({ query: 'x', to: '2026-01-01T10:00' })],
    'an unknown role to search for': ['roles[0]', (s) => s.search({ query: 'x', roles: wrong(['robot']) })],
    'an empty key': ['key', (s) => s.kv.set('', 1)],
    'an undefined value': ['value', (s) => s.kv.set('k', wrong(undefined))],
    'no time to live': ['ttlMs', (s) => s.kv.set('k', 1, { ttlMs: 0 })],
  }

export function inputChecks(check: Check, expect: TestApi['expect']): void {
  for (const [what, [field, attempt]] of Object.entries(refused)) {
    check(`refuses ${what}`, async ({ store }) => {
      const error = await Promise.resolve(attempt(store)).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(error).toMatchObject({ code: 'storage/invalid-input', details: { field } })
      expect(await all(store.sessions.list())).toEqual([])
    })
  }

  check('JSON too deep to be meant is refused, not overflowed', async ({ store }) => {
    let metadata = {}
    for (let depth = 0; depth < 100_000; depth++) metadata = { a: metadata }
    await expect(appendOne(store, { metadata })).rejects.toMatchObject({ code: 'storage/invalid-input' })
  })
}
