import { textContent, textOf } from '@engawa/core'
import type { ChatStore } from '../chat-store.js'
import { panelTypes } from '../entities/panel.js'
import { all, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

async function callPanel(store: ChatStore, id = 'p'): Promise<void> {
  await store.personas.create({ id: 'critic', name: 'Global critic' })
  await store.personas.create({ id: 'critic', userId: 'u', name: 'Own critic' })
  await store.personas.create({ id: 'optimist', name: 'Optimist' })
  await store.panels.create({ id, userId: 'u', type: 'expert_panel', topic: 'Tea?', personas: ['critic', 'optimist'] })
}

export function panelChecks(check: Check, expect: TestApi['expect']): void {
  const refused = (field: string) => ({ code: 'storage/invalid-input', details: { field } })

  check("a panel takes its personas as they are then: the user's, then global ones", async ({ store }) => {
    await callPanel(store)
    await store.personas.update('critic', { name: 'Changed since' }, { userId: 'u' })
    await store.personas.purge('optimist')
    const panel = await store.panels.get('p')
    expect(panel?.personas.map(({ name }) => name)).toEqual(['Own critic', 'Optimist'])
    expect(panel?.personas.map(({ userId }) => userId)).toEqual(['u', undefined])
    for (const type of panelTypes) {
      const { id } = await store.panels.create({ type, topic: 't', personas: ['critic'], consensus: 0 })
      expect(await store.panels.get(id)).toMatchObject({ type, consensus: 0, userId: 'local' })
    }
    const unknown = { type: 'brainstorm', topic: 't', personas: ['critic', 'nobody'] } as const
    await expect(store.panels.create(unknown)).rejects.toMatchObject(refused('personas[1]'))
    await store.personas.delete('critic')
    await expect(store.panels.create(unknown)).rejects.toMatchObject(refused('personas[0]'))
  })

  check('ten personas may sit in a panel, and a panel in a session', async ({ store }) => {
    const personas = Array.from({ length: 10 }, (_, n) => `p${n}`)
    for (const id of personas) await store.personas.create({ id, name: id })
    await store.sessions.create({ id: 's', userId: 'u' })
    const panel = await store.panels.create({ type: 'multi_persona', topic: 't', personas, sessionId: 's' })
    expect(panel).toMatchObject({ userId: 'u', sessionId: 's' })
    expect(panel.personas.map(({ id }) => id)).toEqual(personas)
    expect(await all(store.panels.list({ sessionId: 's' }))).toEqual([panel])
    expect(await all(store.panels.list({ sessionId: 't' }))).toEqual([])
  })

  check('what is said names who says it and what it answers', async ({ store }) => {
    await callPanel(store)
    const asked = await store.panels.say({ panelId: 'p', id: 'q', content: textContent('Green or black?') })
    expect(asked.messages).toMatchObject([{ id: 'q', role: 'user', panelId: 'p', seq: 1 }])
    const answer = { panelId: 'p', personaId: 'critic', responseTo: 'q', content: textContent('Neither.') }
    const told = await store.panels.say({ ...answer, id: 'a', metadata: { mood: 1 }, model: 'm', idempotencyKey: 'k' })
    expect(told).toMatchObject({ durability: store.info.capabilities.durability, replayed: false })
    expect((await store.panels.say({ ...answer, id: 'a', idempotencyKey: 'k' })).replayed).toBe(true)
    await store.panels.say({ ...answer, personaId: 'optimist', responseTo: 'a', content: textContent('Both!') })
    const said = await all(store.panels.messages({ panelId: 'p', limit: 2 }))
    expect(said.map(({ personaId, responseTo }) => [personaId, responseTo])).toEqual([
      [undefined, undefined],
      ['critic', 'q'],
      ['optimist', 'a'],
    ])
    expect(said[1]).toMatchObject({ role: 'assistant', metadata: { mood: 1 }, model: 'm' })
    expect(said[0]?.metadata).toBeUndefined()
    const replies = store.panels.replies({ panelId: 'p', messageId: 'q', limit: 1 })
    expect((await all(replies)).map(textOf)).toEqual(['Neither.'])
    expect((await store.panels.messages({ panelId: 'p', order: 'desc', limit: 1 })).items).toEqual(said.slice(2))
  })

  check('nobody speaks who is not of the panel, and nothing is answered that was not said', async ({ store }) => {
    await callPanel(store)
    await say(store, 's', 'elsewhere')
    const content = textContent('x')
    await expect(store.panels.say({ panelId: 'p', personaId: 'nobody', content })).rejects.toMatchObject(
      refused('personaId'),
    )
    await expect(store.panels.say({ panelId: 'p', responseTo: 'unsaid', content })).rejects.toMatchObject(
      refused('responseTo'),
    )
    await expect(store.panels.say({ panelId: 'nowhere', content })).rejects.toMatchObject({ code: 'storage/not-found' })
    expect(await all(store.panels.messages({ panelId: 'p' }))).toEqual([])
  })

  check('an insight rests on messages of its panel, and is read with them', async ({ store }) => {
    await callPanel(store)
    for (const id of ['m1', 'm2', 'm3']) {
      await store.panels.say({ panelId: 'p', personaId: 'critic', id, content: textContent(id) })
    }
    const given = { panelId: 'p', text: 'Tea divides.', kind: 'risk', confidence: 0.5, metadata: { a: 1 } }
    const insight = await store.panels.insights.add({ id: 'i', ...given, supportingMessages: ['m3', 'm1'] })
    expect(insight).toMatchObject({ ...given, supportingMessages: ['m3', 'm1'], version: 1 })
    const read = await store.panels.insights.read('i')
    expect(read?.insight).toEqual(insight)
    expect(read?.messages.map(({ id }) => id)).toEqual(['m1', 'm3'])
    await store.panels.insights.add({ panelId: 'p', text: 'more', supportingMessages: ['m2'] })
    expect((await all(store.panels.insights.list({ panelId: 'p', limit: 1 }))).length).toBe(2)
    const unsaid = { panelId: 'p', text: 't', supportingMessages: ['m1', 'm4'] }
    await expect(store.panels.insights.add(unsaid)).rejects.toMatchObject(refused('supportingMessages[1]'))
    await store.panels.insights.delete('i')
    expect(await store.panels.insights.read('i')).toBeUndefined()
    await store.panels.insights.restore('i')
    expect(await store.panels.insights.read('nothing')).toBeUndefined()
    await store.panels.purge('p')
    expect(await all(store.panels.insights.list({ panelId: 'p' }))).toEqual([])
  })

  check('consensus is remembered, and how it came about', async ({ store }) => {
    await callPanel(store)
    for (const consensus of [0.25, 0.5, 1]) await store.panels.update('p', { consensus })
    const history = await all(store.panels.history('p'))
    expect(history.map(({ consensus }) => consensus)).toEqual([undefined, 0.25, 0.5, 1])
  })

  check('a panel is found by what was said, and takes its conversation with it', async ({ store }) => {
    await callPanel(store)
    await store.panels.say({ panelId: 'p', personaId: 'critic', content: textContent('oolong') })
    const found = async () => (await all(store.search({ query: 'oolong' }))).length
    expect(await found()).toBe(1)
    const sessions = await all(store.sessions.list({ userId: 'u' }))
    expect(sessions).toMatchObject([{ title: 'Tea?', metadata: { panelId: 'p' }, messageCount: 1 }])
    await store.panels.delete('p')
    expect([await found(), await all(store.sessions.list())]).toEqual([0, []])
    await store.panels.restore('p')
    expect(await found()).toBe(1)
    await store.panels.purge('p')
    expect(await all(store.sessions.list({ includeDeleted: true }))).toEqual([])
  })
}
