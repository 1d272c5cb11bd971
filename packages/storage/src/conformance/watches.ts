import type { ChatStore } from '../chat-store.js'
import type { Change, Watch } from '../entities/change.js'
import { say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const named = (change: Change): string =>
  change.kind === 'missed' ? 'missed' : [change.collection, change.userId, change.id].filter(Boolean).join(' ')

/** What comes until all that is waited for has come. */
async function heard(watch: Watch, wanted: readonly string[]): Promise<Set<string>> {
  const left = new Set(wanted)
  const met = new Set<string>()
  for await (const change of watch) {
    met.add(named(change))
    left.delete(named(change))
    if (left.size === 0) break
  }
  return met
}

async function changeEverything(store: ChatStore): Promise<void> {
  await store.users.create({ id: 'u' })
  await store.personas.create({ id: 'p', name: 'n' })
  await store.personas.create({ id: 'p', userId: 'u', name: 'n' })
  await say(store, 's', 'one')
  await store.documents.create({ id: 'd', name: 'n', content: 'x' })
  await store.contexts.create({ id: 'c', sessionId: 's', summary: 's', confidence: 1, range: { first: 1, last: 1 } })
  await store.panels.create({ id: 'panel', type: 'brainstorm', topic: 't', personas: ['p'] })
}

const everything = [
  ...['users u', 'personas p', 'personas u p', 'sessions s', 'messages s', 'documents d', 'contexts c', 'panels panel'],
]

export function watchChecks(check: Check, expect: TestApi['expect']): void {
  const watching = { watch: true } as const

  check(
    'whoever watches hears of every kind of change',
    async ({ store }) => {
      const watch = await store.watch()
      await changeEverything(store)
      expect([...(await heard(watch, everything))].toSorted()).toEqual(everything.toSorted())
    },
    watching,
  )

  check(
    'changes by another store are heard',
    async ({ store, reopen }) => {
      const watch = await store.watch()
      const other = await reopen()
      await changeEverything(other)
      await heard(watch, everything)
      const again = await store.watch({ collections: ['sessions', 'messages', 'documents'] })
      await say(other, 's', 'more')
      await heard(again, ['messages s'])
      const later = await store.watch()
      await other.sessions.update('s', { title: 'x' })
      await other.documents.purge('d')
      await other.sessions.create({ id: 'new' })
      expect([...(await heard(later, ['sessions s', 'documents d', 'sessions new']))].toSorted()).toEqual([
        'documents d',
        'sessions new',
        'sessions s',
      ])
      const last = await store.watch()
      await other.sessions.delete('s')
      await heard(last, ['sessions s'])
      const purged = await store.watch()
      await other.sessions.purge('new')
      await heard(purged, ['sessions new'])
    },
    { ...watching, shared: true },
  )

  check(
    'only what was asked for is heard, and only from then on',
    async ({ store }) => {
      await say(store, 'before', 'one')
      const watch = await store.watch({ collections: ['documents', 'messages'] })
      await changeEverything(store)
      expect([...(await heard(watch, ['documents d', 'messages s']))].toSorted()).toEqual(['documents d', 'messages s'])
    },
    watching,
  )

  check(
    'a watch that nobody reads holds each thing once',
    async ({ store }) => {
      const watch = await store.watch({ collections: ['messages', 'users'] })
      for (let n = 0; n < 20; n++) await say(store, 's', `${n}`)
      await store.users.create({ id: 'end' })
      const met: string[] = []
      for await (const change of watch) {
        met.push(named(change))
        if (named(change) === 'users end') break
      }
      expect(met.length).toBeLessThanOrEqual(21)
      expect(met).toContain('messages s')
    },
    watching,
  )

  check(
    'a watch ends when it is told to, by its signal, and with its store',
    async ({ store }) => {
      const ended = async (watch: Watch) => {
        for await (const change of watch) throw new Error(`heard ${named(change)}`)
      }
      const told = await store.watch()
      const signal = new AbortController()
      const signalled = await store.watch({ signal: signal.signal })
      const closed = await store.watch()
      const all = Promise.all([ended(told), ended(signalled), ended(closed)])
      await told.close()
      await told.close()
      signal.abort()
      await store.close()
      await all
      await expect(store.watch()).rejects.toMatchObject({ code: 'storage/closed' })
    },
    watching,
  )

  check('a backend that can not watch says so', async ({ store }) => {
    const { watch } = store.info.capabilities
    const attempt = store.watch().then(async (opened) => {
      await opened.close()
      return 'watched'
    })
    if (watch) expect(await attempt).toBe('watched')
    else await expect(attempt).rejects.toMatchObject({ code: 'storage/no-watch' })
  })
}
