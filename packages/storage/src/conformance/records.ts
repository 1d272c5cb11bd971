import type { ChatStore } from '../chat-store.js'
import type { EntityStore, Versioned } from '../entities/versioned.js'
import { all, HandClock, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

/** One kind of entity, and how to change it in a way that shows. */
interface Kind {
  readonly create: (store: ChatStore, id?: string) => Promise<Versioned>
  readonly verbs: (store: ChatStore) => Omit<EntityStore<Versioned, never, never>, 'create' | 'update'>
  readonly change: (store: ChatStore, id: string, n: number, expectedVersion?: number) => Promise<Versioned>
  readonly list: (store: ChatStore, limit?: number) => AsyncIterable<Versioned>
}

const expecting = (expectedVersion: number | undefined) => (expectedVersion === undefined ? {} : { expectedVersion })
const identified = (id: string | undefined) => (id === undefined ? {} : { id })
const limited = (limit: number | undefined) => (limit === undefined ? {} : { limit })

const kinds: Readonly<Record<string, Kind>> = {
  user: {
    create: (store, id) => store.users.create({ ...identified(id), preferences: { n: 0 } }),
    verbs: (store) => store.users,
    change: (store, id, n, version) => store.users.update(id, { preferences: { n }, ...expecting(version) }),
    list: (store, limit) => store.users.list(limited(limit)),
  },
  document: {
    create: (store, id) => store.documents.create({ ...identified(id), name: 'n0', content: 'text' }),
    verbs: (store) => store.documents,
    change: (store, id, n, version) => store.documents.update(id, { name: `n${n}`, ...expecting(version) }),
    list: (store, limit) => store.documents.list(limited(limit)),
  },
  context: {
    create: async (store, id) => {
      if ((await store.sessions.get('talk')) === undefined) await say(store, 'talk', 'one')
      const range = { first: 1, last: 1 }
      return store.contexts.create({ ...identified(id), sessionId: 'talk', summary: 's0', confidence: 0.5, range })
    },
    verbs: (store) => store.contexts,
    change: (store, id, n, version) => store.contexts.update(id, { summary: `s${n}`, ...expecting(version) }),
    list: (store, limit) => store.contexts.list(limited(limit)),
  },
  panel: {
    create: async (store, id) => {
      if ((await store.personas.get('critic')) === undefined) await store.personas.create({ id: 'critic', name: 'C' })
      return store.panels.create({ ...identified(id), type: 'brainstorm', topic: 't0', personas: ['critic'] })
    },
    verbs: (store) => store.panels,
    change: (store, id, n, version) => store.panels.update(id, { topic: `t${n}`, ...expecting(version) }),
    list: (store, limit) => store.panels.list(limited(limit)),
  },
}

/** What every kind of entity does in the same way. */
export function recordChecks(check: Check, expect: TestApi['expect']): void {
  for (const [name, { create, verbs, change, list }] of Object.entries(kinds)) {
    check(`a ${name} is found again as it was created, by another store too`, async ({ store, reopen }) => {
      const created = await create(store, 'mine')
      expect(created).toMatchObject({ id: 'mine', version: 1 })
      const reader = store.info.capabilities.durability === 'none' ? store : await reopen()
      expect(await verbs(reader).get('mine')).toEqual(created)
      expect(await verbs(reader).get('nobody')).toBeUndefined()
      await expect(create(reader, 'mine')).rejects.toMatchObject({ code: 'storage/exists' })
      expect((await create(store)).id).not.toBe((await create(store)).id)
    })

    check(`each change of a ${name} is a version, and all of them stay`, async ({ store }) => {
      const first = await create(store, 'x')
      const second = await change(store, 'x', 1)
      const third = await change(store, 'x', 2)
      expect([first, second, third].map(({ version }) => version)).toEqual([1, 2, 3])
      expect(await all(verbs(store).history('x', { limit: 2 }))).toEqual([first, second, third])
      expect(await all(verbs(store).history('x', { limit: 1, order: 'desc' }))).toEqual([third, second, first])
      expect(await all(verbs(store).history('nobody'))).toEqual([])
      const { version, updatedAt, ...content } = await verbs(store).revert('x', 1)
      expect(version).toBe(4)
      expect(first).toMatchObject(content)
      await expect(verbs(store).revert('x', 9)).rejects.toMatchObject({ code: 'storage/not-found' })
      const refused = { code: 'storage/invalid-input', details: { field: 'version' } }
      await expect(verbs(store).revert('x', 0)).rejects.toMatchObject(refused)
    })

    check(`a change of a ${name} that expects another version is refused`, async ({ store }) => {
      await create(store, 'x')
      await change(store, 'x', 1, 1)
      const refused = { code: 'storage/conflict', details: { expected: 1, found: 2 } }
      await expect(change(store, 'x', 2, 1)).rejects.toMatchObject(refused)
      expect((await change(store, 'x', 2, 2)).version).toBe(3)
      await expect(change(store, 'x', 2, 0)).rejects.toMatchObject({ details: { field: 'expectedVersion' } })
    })

    check(`a deleted ${name} is hidden, refuses changes, and comes back`, async ({ store }) => {
      const before = await create(store, 'x')
      await verbs(store).delete('x')
      await verbs(store).delete('x')
      expect(await verbs(store).get('x')).toBeUndefined()
      expect(await all(list(store))).toEqual([])
      await expect(change(store, 'x', 1)).rejects.toMatchObject({ code: 'storage/deleted' })
      await expect(create(store, 'x')).rejects.toMatchObject({ code: 'storage/exists' })
      const { version, updatedAt, ...content } = await verbs(store).restore('x')
      expect(before).toMatchObject(content)
      expect(await all(list(store))).toHaveLength(1)
      const unknown = { code: 'storage/not-found', message: expect.stringContaining('nobody') }
      await expect(verbs(store).delete('nobody')).rejects.toMatchObject(unknown)
      await expect(verbs(store).restore('nobody')).rejects.toMatchObject(unknown)
      await expect(change(store, 'nobody', 1)).rejects.toMatchObject(unknown)
    })

    check(`a purged ${name} is gone with its history, and its id is free`, async ({ store }) => {
      await create(store, 'x')
      await change(store, 'x', 1)
      expect(await verbs(store).purge('x')).toBe(true)
      expect(await verbs(store).purge('x')).toBe(false)
      expect(await verbs(store).get('x')).toBeUndefined()
      expect(await all(verbs(store).history('x'))).toEqual([])
      expect(await all(list(store))).toEqual([])
      expect((await create(store, 'x')).version).toBe(1)
      expect(await all(list(store))).toHaveLength(1)
    })

    check(`a list of ${name}s is newest first, each once, page by page`, async ({ reopen }) => {
      const clock = new HandClock()
      const store = await reopen({ clock })
      for (let n = 0; n < 7; n++) {
        await create(store, `x${n}`)
        if (n % 2 === 0) clock.advance(1_000)
      }
      // Nothing that happens to one moves it.
      await change(store, 'x0', 1)
      const ids = async (limit?: number) => (await all(list(store, limit))).map(({ id }) => id)
      expect(await ids()).toEqual(['x6', 'x5', 'x4', 'x3', 'x2', 'x1', 'x0'])
      for (const limit of [1, 3, 7]) expect(await ids(limit)).toEqual(await ids())
    })

    check(`many changes at once of one ${name}: each is a version`, async ({ store, reopen }) => {
      const other = store.info.capabilities.shared ? await reopen() : store
      await create(store, 'x')
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => change(index % 2 === 0 ? store : other, 'x', index + 1)),
      )
      const versions = (await all(verbs(other).history('x'))).map(({ version }) => version)
      expect(versions).toEqual(Array.from({ length: 13 }, (_, index) => index + 1))
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => create(other, 'once')))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })
  }
}
