import { all, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

export function userChecks(check: Check, expect: TestApi['expect']): void {
  check('a user has a profile and preferences, each changed on its own', async ({ store }) => {
    const profile = { displayName: 'Ω 😀', email: 'someone@example.org', pronouns: ['they'] }
    const created = await store.users.create({ id: 'u', profile, preferences: { theme: 'dark' } })
    expect(created).toMatchObject({ profile, preferences: { theme: 'dark' } })
    expect(await store.users.update('u', { profile: {} })).toMatchObject({
      profile: {},
      preferences: { theme: 'dark' },
    })
    expect(await store.users.create()).toMatchObject({ profile: {}, preferences: {} })
  })

  check('preferences that are set at once are all set; null takes one away', async ({ store, reopen }) => {
    const other = store.info.capabilities.shared ? await reopen() : store
    await store.users.create({ id: 'u', preferences: { kept: 1, gone: 2 } })
    await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => store.users.setPreferences('u', { [`a${n}`]: n })),
      ...Array.from({ length: 5 }, (_, n) => other.users.setPreferences('u', { [`b${n}`]: n })),
    ])
    const { preferences } = await store.users.setPreferences('u', { gone: null })
    expect(Object.keys(preferences).toSorted()).toEqual(
      ['kept', ...[0, 1, 2, 3, 4].flatMap((n) => [`a${n}`, `b${n}`])].toSorted(),
    )
  })

  check('purging a user takes all that is theirs, and nothing else', async ({ store }) => {
    await store.users.create({ id: 'u' })
    await store.users.create({ id: 'v' })
    for (const userId of ['u', 'v']) {
      const sessionId = `of ${userId}`
      await store.sessions.create({ id: sessionId, userId })
      await say(store, sessionId, 'one')
      const range = { first: 1, last: 1 }
      const context = await store.contexts.create({ sessionId, summary: 's', confidence: 1, range })
      await store.contexts.snapshot(context.id)
      await store.documents.create({ id: `doc ${userId}`, userId, name: 'd', content: 'x' })
      await store.personas.create({ id: 'p', userId, name: userId })
      const panel = await store.panels.create({ userId, type: 'focus_group', topic: 't', personas: ['p'] })
      await store.panels.say({ panelId: panel.id, personaId: 'p', content: [{ type: 'text', text: 'said' }] })
    }
    expect(await store.users.purge('u')).toBe(true)
    const left = async (userId: string) => [
      await store.users.get(userId),
      await all(store.sessions.list({ userId, includeDeleted: true })),
      await all(store.contexts.list({ userId })),
      await all(store.documents.list({ userId })),
      await all(store.panels.list({ userId })),
      await store.personas.get('p', { userId }),
    ]
    expect(await left('u')).toEqual([undefined, [], [], [], [], undefined])
    const [user, sessions, contexts, documents, panels, persona] = await left('v')
    expect(user).toMatchObject({ id: 'v' })
    expect([sessions, contexts, documents, panels].map((list) => Array.isArray(list) && list.length)).toEqual([
      2, 1, 1, 1,
    ])
    expect(persona).toMatchObject({ userId: 'v' })
    expect(await store.users.purge('u')).toBe(false)
  })
}
