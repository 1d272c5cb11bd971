import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textOf } from '@engawa/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFileBackend } from '../backends/file/open-file-storage.js'
import { all, say, textsOf, userSays } from '../conformance/samples.js'
import { type ChatStore, type DataKey, openStorage } from '../index.js'

const newKey = (id: string): DataKey => ({ id, bytes: randomBytes(32) })
const first = newKey('1')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broken-envelopes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The last key is the current one. */
const open = (...keys: readonly DataKey[]): Promise<ChatStore> =>
  openStorage({
    type: 'file',
    directory: folder,
    encryption: {
      keys: { current: () => keys.at(-1) ?? newKey('none'), byId: (id) => keys.find((key) => key.id === id) },
    },
  })

async function fill(): Promise<void> {
  const store = await open(first)
  await store.messages.append({ sessionId: 's', messages: [{ ...userSays('a heron in s'), id: 'm' }] })
  await say(store, 't', 'a heron in t')
  await store.users.create({ id: 'u', profile: { displayName: 'heron' } })
  await store.kv.set('k', 'heron')
  await store.close()
}

/** Somebody without a key puts another's envelope, or what is none, into the place of a message. */
async function breakMessage(metadata?: object): Promise<void> {
  const backend = openFileBackend({ directory: folder })
  const query = { order: 'asc', limit: 1 } as const
  const [from] = (await backend.listMessages({ ...query, sessionId: 's' })).messages
  const [other] = (await backend.listMessages({ ...query, sessionId: 't' })).messages
  if (from === undefined || other === undefined) throw new Error('the messages are not there')
  await backend.rewriting.messages('s', [{ from, to: { ...from, metadata: { ...(metadata ?? other.metadata) } } }])
  await backend.close()
}

const places = [
  ['messages', '["s","m"]', (store: ChatStore) => store.messages.list({ sessionId: 's' })],
  ['users', 'u', (store: ChatStore) => store.users.get('u')],
  ['kv', 'k', (store: ChatStore) => store.kv.get('k')],
] as const

describe('what does not open is named', () => {
  it.each([
    ['its key is missing', [newKey('2')]],
    ['another key has the same id', [newKey('1')]],
  ])('when %s', async (_, keys) => {
    await fill()
    const store = await open(...keys)
    for (const [collection, id, read] of places) {
      await expect(read(store)).rejects.toMatchObject({
        code: 'storage/wrong-key',
        message: expect.stringContaining(`${collection} ${id}`),
        details: { keyId: '1', collection, id },
      })
    }
    await store.close()
  })

  it.each([
    ['it was moved', undefined],
    ['it is no envelope', { 'engawa:sealed': { v: 1, key: '1' } }],
  ])('when %s', async (_, metadata) => {
    await fill()
    await breakMessage(metadata)
    const store = await open(first)
    await expect(textsOf(store, 's')).rejects.toMatchObject({
      code: 'storage/seal-broken',
      message: expect.stringContaining('messages ["s","m"]'),
      details: { keyId: '1', collection: 'messages', id: '["s","m"]' },
    })
    await store.close()
  })
})

describe('a search', () => {
  const found = async (store: ChatStore) =>
    (await all(store.search({ query: 'heron' }))).map(({ message }) => textOf(message))

  it('leaves out a session that does not open, and says how many', async () => {
    await fill()
    await breakMessage()
    const store = await open(first)
    for (const _ of [1, 2]) expect(await found(store)).toEqual(['a heron in t'])
    expect((await store.health()).details.encryption).toMatchObject({ notSearched: 1 })
    await store.sessions.purge('s')
    expect(await found(store)).toEqual(['a heron in t'])
    expect((await store.health()).details.encryption).not.toHaveProperty('notSearched')
    await store.close()
  })

  it('leaves out a message that was broken after it was indexed', async () => {
    await fill()
    const store = await open(first)
    expect((await found(store)).toSorted()).toEqual(['a heron in s', 'a heron in t'])
    await breakMessage()
    expect(await found(store)).toEqual(['a heron in t'])
    await store.close()
  })

  it('fails where nothing opens, rather than to find nothing', async () => {
    await fill()
    const store = await open(newKey('2'))
    await expect(found(store)).rejects.toMatchObject({ code: 'storage/wrong-key', details: { keyId: '1' } })
    await store.close()
  })
})

it('seals anew all that opens, and then says what does not', async () => {
  await fill()
  await breakMessage()
  const second = newKey('2')
  const store = await open(first, second)
  await expect(store.reseal()).rejects.toMatchObject({
    code: 'storage/seal-broken',
    details: { collection: 'messages', id: '["s","m"]' },
  })
  await store.close()
  const reader = await open(second)
  expect(await textsOf(reader, 't')).toEqual(['a heron in t'])
  expect((await reader.users.get('u'))?.profile).toEqual({ displayName: 'heron' })
  expect(await reader.kv.get('k')).toBe('heron')
  await reader.close()
})
