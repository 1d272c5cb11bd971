import { textContent } from '@engawa/core'
import { all, HandClock, userSays } from '../src/conformance/samples.js'
import { type BackendOptions, type ChatStore, openStorage } from '../src/index.js'

const sessions = ['one', 'josé', '../x', '縁側', 'deleted']

/** When the values that end do: far from now, and not a whole number of seconds. */
export const endsAt = Date.now() + 7_200_123

/** What `fill` leaves, beside the messages that it is asked for. */
export const filled = { sessions: 7, messages: 3, records: 9, versions: 15, values: 3 } as const

/** Conversations of every kind, each message at a time of its own or with others; and one of everything else. */
export async function fill(options: BackendOptions, messages: number): Promise<void> {
  const clock = new HandClock()
  const store = await openStorage({ ...options, clock })
  await store.sessions.create({ id: 'empty', title: 'Nothing yet', metadata: { b: 1, a: [null, { z: 1, y: 2 }] } })
  await converse(store, clock, messages)
  await keepRecords(store, clock)
  await store.close()
  const now = await openStorage({ ...options, clock: new HandClock(endsAt - 7_200_000) })
  await now.kv.set('stays: 縁側', { b: [1, null], a: 'é\u0000' })
  await now.kv.set('ends', 'soon', { ttlMs: 7_200_000 })
  await now.kv.set('../ends', 0, { ttlMs: 7_200_000 })
  await now.kv.set('is over', true, { ttlMs: 0.5 })
  await now.close()
}

async function converse(store: ChatStore, clock: HandClock, count: number): Promise<void> {
  for (let n = 0; n < count; ) {
    clock.advance(1)
    const appends: Promise<unknown>[] = []
    for (const sessionId of sessions) {
      const size = Math.min(1 + (n % 31), count - n)
      if (size === 0) break
      const messages = Array.from({ length: size }, (_, index) => ({
        ...userSays(`message ${n + index} 行`),
        metadata: { n },
      }))
      appends.push(store.messages.append({ sessionId, messages }))
      n += size
    }
    await Promise.all(appends)
  }
  clock.advance(1_000)
  await store.sessions.update('one', { title: 'later than its last message' })
  await store.sessions.delete('deleted')
}

async function keepRecords(store: ChatStore, clock: HandClock): Promise<void> {
  const next = <T>(change: Promise<T>): Promise<T> => {
    clock.advance(1)
    return change
  }
  await next(store.users.create({ id: 'josé', profile: { displayName: 'A reader' } }))
  await next(store.users.setPreferences('josé', { theme: 'dark' }))
  const note = await next(store.documents.create({ id: '../note', userId: 'josé', name: 'n', content: 'first' }))
  await next(store.documents.update(note.id, { content: Buffer.from([0, 255, 10, 13, 128]) }))
  await next(store.documents.update(note.id, { content: 'first' }))
  const large = await next(store.documents.create({ id: 'large', name: 'l', content: Buffer.alloc(300_000, 'ab') }))
  await next(store.documents.delete(large.id))
  await next(store.personas.create({ id: 'critic', name: 'Critic', systemPrompt: 'Find what is wrong.' }))
  await next(store.personas.create({ id: 'critic', userId: 'josé', name: 'Mild critic', systemPrompt: 'Be kind.' }))
  const panel = await next(
    store.panels.create({ id: 'panel', userId: 'josé', type: 'brainstorm', topic: 't', personas: ['critic'] }),
  )
  const asked = await next(store.panels.say({ panelId: panel.id, content: textContent('Bus or train?') }))
  const responseTo = asked.messages[0]?.id ?? ''
  for (const text of ['Train.', 'Bus.']) {
    await next(store.panels.say({ panelId: panel.id, personaId: 'critic', content: textContent(text), responseTo }))
  }
  await next(store.panels.update(panel.id, { consensus: 0.5 }))
  await next(store.panels.insights.add({ panelId: panel.id, text: 'Undecided.', supportingMessages: [responseTo] }))
  const context = await next(
    store.contexts.create({
      sessionId: panel.conversationId,
      summary: 'How to get around.',
      confidence: 0.9,
      range: { first: 1, last: 2 },
    }),
  )
  await next(store.contexts.snapshot(context.id))
  await next(store.contexts.update(context.id, { summary: 'How not to.' }))
}

/** Everything that a store holds, as it hands it out; versions and bytes too. */
export async function dump(options: BackendOptions): Promise<string> {
  const store = await openStorage({ ...options, clock: new HandClock(endsAt - 1) })
  const lines = await all(store.export())
  const keys = (await all(store.kv.keys())).toSorted()
  for (const key of keys) lines.push(JSON.stringify([key, await store.kv.get(key)]))
  await store.close()
  const after = await openStorage({ ...options, clock: new HandClock(endsAt) })
  // By `get`, as listing the keys would sweep those that are over.
  for (const key of keys) lines.push(`${key} then: ${await after.kv.has(key)}`)
  await after.close()
  return lines.join('\n')
}
