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

const context = { sessionId: 'nobody', summary: '', confidence: 1, range: { first: 1, last: 1 } }
const panel = { type: 'brainstorm', topic: 't', personas: ['nobody'] } as const

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
    'an empty user id': ['id', (s) => s.users.create({ id: '' })],
    'a NUL in a user id': ['id', (s) => s.users.get('a\u0000')],
    'a profile that is a list': ['profile', (s) => s.users.create({ profile: wrong([]) })],
    'an address that is none': ['profile.email', (s) => s.users.create({ profile: { email: 'nobody' } })],
    'a date in preferences': ['preferences.a', (s) => s.users.create({ preferences: wrong({ a: new Date() }) })],
    'a user of more than 1 MiB': ['user', (s) => s.users.create({ preferences: { a: 'x'.repeat(1024 * 1024) } })],
    'a persona without a name': ['name', (s) => s.personas.create(wrong({}))],
    'a temperature of 2.1': ['temperature', (s) => s.personas.create({ name: 'n', temperature: 2.1 })],
    'a temperature that is NaN': ['temperature', (s) => s.personas.create({ name: 'n', temperature: Number.NaN })],
    'a persona id that is too long': ['id', (s) => s.personas.create({ id: 'x'.repeat(201), name: 'n' })],
    'expertise that is a string': ['expertise', (s) => s.personas.create({ name: 'n', expertise: wrong('x') })],
    'a document without content': ['content', (s) => s.documents.create(wrong({ name: 'n' }))],
    'a document without a name': ['name', (s) => s.documents.create({ name: ' ', content: '' })],
    'a document of more than 64 MiB': [
      'content',
      (s) => s.documents.create({ name: 'n', content: new Uint8Array(100 * 1024 * 1024) }),
    ],
    'a media type that is none': [
      'mediaType',
      (s) => s.documents.create({ name: 'n', content: '', mediaType: 'text' }),
    ],
    'a document of no session': [
      'sessionId',
      (s) => s.documents.create({ name: 'n', content: '', sessionId: 'nobody' }),
    ],
    'an analysis that is sure to 120%': [
      'analysis.confidence',
      (s) => s.documents.create({ name: 'n', content: '', analysis: { confidence: 1.2 } }),
    ],
    'an entity without a name': [
      'analysis.entities[0].name',
      (s) => s.documents.create({ name: 'n', content: '', analysis: { entities: [wrong({ type: 'x' })] } }),
    ],
    'a relevance of 2': ['minRelevance', (s) => s.documents.search({ query: 'x', minRelevance: 2 })],
    'an empty query for documents': ['query', (s) => s.documents.search({ query: '' })],
    'a context that is sure to 120%': ['confidence', (s) => s.contexts.create({ ...context, confidence: 1.2 })],
    'eleven key points': [
      'keyPoints',
      (s) => s.contexts.create({ ...context, keyPoints: Array.from({ length: 11 }, () => 'x') }),
    ],
    'a range from 0': ['range.first', (s) => s.contexts.create({ ...context, range: { first: 0, last: 1 } })],
    'a range that goes back': ['range.last', (s) => s.contexts.create({ ...context, range: { first: 2, last: 1 } })],
    'a context of no session': ['sessionId', (s) => s.contexts.create(context)],
    'eleven personas': [
      'personas',
      (s) => s.panels.create({ ...panel, personas: Array.from({ length: 11 }, (_, n) => `${n}`) }),
    ],
    'no persona at all': ['personas', (s) => s.panels.create({ ...panel, personas: [] })],
    'a persona twice': ['personas[1]', (s) => s.panels.create({ ...panel, personas: ['a', 'a'] })],
    'a persona that nobody knows': ['personas[0]', (s) => s.panels.create(panel)],
    'an unknown type of panel': ['type', (s) => s.panels.create({ ...panel, type: wrong('duel') })],
    'a consensus of -0.1': ['consensus', (s) => s.panels.create({ ...panel, consensus: -0.1 })],
    'an insight that rests on nothing': [
      'supportingMessages',
      (s) => s.panels.insights.add({ panelId: 'p', text: 't', supportingMessages: [] }),
    ],
    'a collection that can not be watched': ['collections[0]', (s) => s.watch({ collections: wrong(['kv']) })],
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
      expect(await all(store.export())).toHaveLength(1)
    })
  }

  check('JSON too deep to be meant is refused, not overflowed', async ({ store }) => {
    let metadata = {}
    for (let depth = 0; depth < 100_000; depth++) metadata = { a: metadata }
    await expect(appendOne(store, { metadata })).rejects.toMatchObject({ code: 'storage/invalid-input' })
  })
}
