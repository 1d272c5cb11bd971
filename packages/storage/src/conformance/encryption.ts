import { randomBytes } from 'node:crypto'
import { textContent, textOf } from '@engawa/core'
import type { ChatStore } from '../chat-store.js'
import type { DataKey, DataKeys } from '../sealing/data-keys.js'
import { all, HandClock, say, textsOf, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

/** A ring in memory. */
class HandRing implements DataKeys {
  readonly keys = new Map<string, DataKey>()

  constructor() {
    this.rotate()
  }

  rotate(): string {
    const id = `${this.keys.size + 1}.${randomBytes(4).toString('hex')}`
    this.keys.set(id, { id, bytes: randomBytes(32) })
    return id
  }

  current(): DataKey {
    const newest = [...this.keys.values()].at(-1)
    if (newest === undefined) throw new Error('an empty ring')
    return newest
  }

  async byId(id: string): Promise<DataKey | undefined> {
    return this.keys.get(id)
  }
}

const secret = 'the heron stands in the reeds'

/** Something of every kind that is sealed. */
async function fill(store: ChatStore): Promise<string> {
  await store.sessions.create({ id: 's', title: secret, metadata: { note: secret } })
  await store.messages.append({
    sessionId: 's',
    messages: [{ ...userSays(secret), id: 'm', metadata: { note: secret } }],
    idempotencyKey: 'k',
  })
  await store.users.create({ id: 'u', profile: { displayName: secret } })
  const { id } = await store.documents.create({ name: secret, content: `${secret}, twice` })
  await store.documents.update(id, { name: `${secret}!` })
  await store.kv.set('key', { note: secret })
  return id
}

/** All that `fill` stored, read back. */
async function read(store: ChatStore, documentId: string): Promise<unknown> {
  const session = await store.sessions.get('s')
  const message = await store.messages.get('s', 'm')
  return [
    [session?.title, session?.metadata, (await store.sessions.list()).items[0]?.title],
    [message && textOf(message), message?.metadata, await textsOf(store, 's')],
    (await store.users.get('u'))?.profile,
    (await all(store.documents.history(documentId))).map(({ name }) => name),
    [await store.documents.text(documentId), await store.documents.text(documentId, { version: 1 })],
    await store.kv.get('key'),
  ]
}

const filled = [
  [secret, { note: secret }, secret],
  [secret, { note: secret }, [secret]],
  { displayName: secret },
  [secret, `${secret}!`],
  [`${secret}, twice`, `${secret}, twice`],
  { note: secret },
]

const kinds = (store: ChatStore, documentId: string): (() => PromiseLike<unknown>)[] => [
  () => store.sessions.get('s'),
  () => store.sessions.list(),
  () => store.messages.get('s', 'm'),
  () => store.messages.list({ sessionId: 's' }),
  () => store.users.get('u'),
  () => store.documents.get(documentId),
  () => store.documents.history(documentId),
  () => store.kv.get('key'),
]

export function encryptionChecks(check: Check, expect: TestApi['expect']): void {
  const failure = async (call: () => PromiseLike<unknown>) => {
    try {
      return { result: await call() }
    } catch (error) {
      const { code, details } = error as { code?: string; details?: { keyId?: string } }
      return { code, keyId: details?.keyId }
    }
  }

  check('with encryption gives back what was stored', async ({ reopen }) => {
    const store = await reopen({ encryption: { keys: new HandRing() } })
    const documentId = await fill(store)
    expect(store.info.sealing?.algorithm).toBe('AES-256-GCM')
    expect(await read(store, documentId)).toEqual(filled)
    await store.sessions.update('s', { title: 'other' })
    expect(await store.sessions.get('s')).toMatchObject({ title: 'other', metadata: { note: secret } })
    const again = await store.messages.append({ sessionId: 's', messages: [userSays('new')], idempotencyKey: 'k' })
    expect([again.replayed, again.messages.map(textOf)]).toEqual([true, [secret]])
  })

  check(
    'seals each thing that is stored, and names the key that is missing or wrong',
    async ({ reopen }) => {
      const ring = new HandRing()
      const keyId = ring.current().id
      const store = await reopen({ encryption: { keys: ring } })
      const documentId = await fill(store)
      await store.close()
      const strangers = {
        none: undefined,
        other: { keys: new HandRing() },
        'same id': { keys: { current: () => ring.current(), byId: (id: string) => ({ id, bytes: randomBytes(32) }) } },
      }
      for (const encryption of Object.values(strangers)) {
        const stranger = await reopen(encryption === undefined ? {} : { encryption })
        for (const call of kinds(stranger, documentId)) {
          expect(await failure(call)).toEqual({ code: 'storage/wrong-key', keyId })
        }
        await stranger.close()
      }
      const reopened = await reopen({ encryption: { keys: ring } })
      expect(await read(reopened, documentId)).toEqual(filled)
    },
    { durable: true },
  )

  check('with encryption finds the same, deleted sessions left out, purged ones gone', async ({ reopen }) => {
    const store = await reopen({ encryption: { keys: new HandRing() } })
    const found = async (query: string) => (await all(store.search({ query }))).map(({ message }) => message.sessionId)
    await say(store, 's', 'a heron', 'a crane')
    expect(await found('heron')).toEqual(['s'])
    await say(store, 't', 'a heron too')
    expect((await found('heron')).toSorted()).toEqual(['s', 't'])
    expect(await found('"a crane"')).toEqual(['s'])
    await store.sessions.delete('t')
    expect(await found('heron')).toEqual(['s'])
    await store.sessions.purge('s')
    await say(store, 's', 'an owl')
    expect(await found('heron')).toEqual([])
    expect(await found('owl')).toEqual(['s'])
  })

  check(
    'what was plain stays readable, and is sealed with the rest when told',
    async ({ store, reopen }) => {
      const documentId = await fill(store)
      const ring = new HandRing()
      await store.close()
      const sealed = await reopen({ encryption: { keys: ring } })
      expect(await read(sealed, documentId)).toEqual(filled)
      const { keyId, ...counts } = await sealed.reseal()
      expect(keyId).toBe(ring.current().id)
      expect(counts).toEqual({ sessions: 1, messages: 1, versions: 3, blobs: 1, values: 1 })
      expect(await read(sealed, documentId)).toEqual(filled)
      await sealed.close()
      const plain = await reopen()
      for (const call of kinds(plain, documentId))
        expect(await failure(call)).toEqual({ code: 'storage/wrong-key', keyId })
      expect(await all(plain.search({ query: 'heron' }))).toEqual([])
    },
    { durable: true, reseal: true },
  )

  check(
    'is sealed anew after a rotation, while others write, and goes on where it was cut off',
    async ({ reopen }) => {
      const ring = new HandRing()
      const clock = new HandClock()
      const store = await reopen({ clock, encryption: { keys: ring } })
      const documentId = await fill(store)
      for (let at = 0; at < 5; at++) await say(store, `more${at}`, secret, secret)
      const before = ring.current().id
      const after = ring.rotate()
      clock.advance(10_000)
      await say(store, 's', 'with the new key')
      const cut = new Error('cut off')
      const stopping = store.reseal({
        onProgress: ({ messages }) => {
          if (messages >= 3) throw cut
        },
      })
      await expect(stopping).rejects.toBe(cut)
      const writing = Promise.all(Array.from({ length: 5 }, (_, at) => say(store, `more${at}`, 'meanwhile')))
      const [report] = await Promise.all([store.reseal(), writing])
      expect(report.keyId).toBe(after)
      expect(report.messages).toBeGreaterThan(0)
      expect(report.messages).toBeLessThan(11)
      ring.keys.delete(before)
      // A store that has never met the old key, where there can be a second one.
      const reader = store.info.capabilities.shared ? await reopen({ encryption: { keys: ring } }) : store
      for (let at = 0; at < 5; at++) expect(await textsOf(reader, `more${at}`)).toEqual([secret, secret, 'meanwhile'])
      expect(await textsOf(reader, 's')).toEqual([secret, 'with the new key'])
      expect(await reader.documents.text(documentId, { version: 1 })).toBe(`${secret}, twice`)
      expect(await reader.kv.get('key')).toEqual({ note: secret })
      expect((await reader.sessions.get('s'))?.title).toBe(secret)
      expect(await reader.reseal()).toMatchObject({ sessions: 0, messages: 0, versions: 0, blobs: 0, values: 0 })
      const replayed = await reader.messages.append({ sessionId: 's', messages: [userSays('x')], idempotencyKey: 'k' })
      expect(replayed.messages.map(textOf)).toEqual([secret])
    },
    { reseal: true },
  )

  check(
    'a value that lives for a time lives no longer once it is sealed anew',
    async ({ reopen }) => {
      const ring = new HandRing()
      const clock = new HandClock(Date.now())
      const store = await reopen({ clock, encryption: { keys: ring } })
      await store.kv.set('short', 'word', { ttlMs: 60_000 })
      ring.rotate()
      expect((await store.reseal()).values).toBe(1)
      expect(await store.kv.get('short')).toBe('word')
      clock.advance(60_000)
      expect(await store.kv.get('short')).toBeUndefined()
    },
    { reseal: true },
  )

  check('nobody can pass something off as sealed', async ({ store, reopen }) => {
    const forged = { 'engawa:sealed': { v: 1, key: 'x', data: '' } }
    const title = 'engawa:sealed {}'
    const message = { role: 'user', content: textContent('x'), metadata: forged } as const
    const packed = { ...message, metadata: { 'engawa:packed': { v: 1, data: '' } } }
    const stores = [
      store,
      ...(store.info.capabilities.shared ? [await reopen({ encryption: { keys: new HandRing() } })] : []),
    ]
    for (const one of stores) {
      const calls: (() => PromiseLike<unknown>)[] = [
        () => one.sessions.create({ metadata: forged }),
        () => one.sessions.create({ title }),
        () => one.messages.append({ sessionId: 's', messages: [message] }),
        () => one.messages.append({ sessionId: 's', messages: [packed] }),
        () => one.kv.set('key', forged),
      ]
      for (const call of calls) expect((await failure(call)).code).toBe('storage/invalid-input')
      expect(await all(one.sessions.list())).toEqual([])
    }
  })

  check('a store without encryption seals nothing anew', async ({ store }) => {
    expect((await failure(() => store.reseal())).code).toBe('storage/not-encrypted')
  })
}
