import { all } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

export function personaChecks(check: Check, expect: TestApi['expect']): void {
  const full = {
    name: 'Critic',
    description: 'finds what is wrong',
    systemPrompt: 'Be fair.\u0000',
    expertise: ['logic', '修辞'],
    provider: 'ollama',
    model: 'm',
    temperature: 0.3,
    metadata: { a: [1] },
  }

  check("a user's persona hides the global one of its id; without it the global one counts", async ({ store }) => {
    const global = await store.personas.create({ id: 'critic', ...full })
    expect(global).toMatchObject(full)
    expect(global.userId).toBeUndefined()
    expect(await store.personas.get('critic', { userId: 'u' })).toEqual(global)
    const own = await store.personas.create({ id: 'critic', userId: 'u', name: 'Mine' })
    expect(own).toMatchObject({ id: 'critic', userId: 'u' })
    expect(await store.personas.get('critic', { userId: 'u' })).toEqual(own)
    expect(await store.personas.get('critic', { userId: 'v' })).toEqual(global)
    expect(await store.personas.get('critic')).toEqual(global)
    await store.personas.delete('critic', { userId: 'u' })
    expect(await store.personas.get('critic', { userId: 'u' })).toEqual(global)
    expect((await store.personas.restore('critic', { userId: 'u' })).name).toBe('Mine')
  })

  check("a list is the user's own, then the global ones that those do not hide", async ({ store }) => {
    for (const id of ['a', 'b', 'c']) await store.personas.create({ id, name: `global ${id}` })
    for (const id of ['b', 'd']) await store.personas.create({ id, userId: 'u', name: `own ${id}` })
    await store.personas.create({ id: 'e', userId: 'v', name: 'own e' })
    const names = async (userId?: string, limit = 50) => {
      const listing = store.personas.list({ limit, ...(userId === undefined ? {} : { userId }) })
      return (await all(listing)).map(({ name }) => name)
    }
    for (const limit of [1, 2, 50]) {
      expect((await names('u', limit)).slice(0, 2).toSorted()).toEqual(['own b', 'own d'])
      expect((await names('u', limit)).slice(2).toSorted()).toEqual(['global a', 'global c'])
      expect((await names(undefined, limit)).toSorted()).toEqual(['global a', 'global b', 'global c'])
    }
    const { nextCursor: after = '' } = await store.personas.list({ userId: 'u', limit: 1 })
    await expect(all(store.documents.list({ after }))).rejects.toMatchObject({ details: { field: 'after' } })
  })

  check('personas change by version, each on its own', async ({ store }) => {
    await store.personas.create({ id: 'p', name: 'one' })
    await store.personas.create({ id: 'p', userId: 'u', name: 'own' })
    const changed = await store.personas.update('p', { name: 'two', expectedVersion: 1 }, { userId: 'u' })
    expect(changed).toMatchObject({ id: 'p', userId: 'u', name: 'two', version: 2 })
    expect((await store.personas.get('p'))?.name).toBe('one')
    const names = (await all(store.personas.history('p', { userId: 'u' }))).map(({ name }) => name)
    expect(names).toEqual(['own', 'two'])
    await expect(store.personas.update('p', { name: 'x' }, { userId: 'nobody' })).rejects.toMatchObject({
      code: 'storage/not-found',
      message: expect.stringContaining('"p"'),
    })
    expect(await store.personas.purge('p', { userId: 'u' })).toBe(true)
    expect(await store.personas.get('p', { userId: 'u' })).toMatchObject({ name: 'one' })
  })

  check('a user and an id can not be taken for another user and another id', async ({ store }) => {
    const pairs = [
      ['a', 'bc'],
      ['ab', 'c'],
      ['1:a', 'b'],
      ['長'.repeat(512), '長'.repeat(200)],
      ['😀', '0:'],
    ] as const
    for (const [userId, id] of pairs) await store.personas.create({ id, userId, name: `${userId}|${id}`.slice(0, 999) })
    for (const [userId, id] of pairs) {
      expect(await store.personas.get(id, { userId })).toMatchObject({ id, userId, version: 1 })
    }
  })
}
