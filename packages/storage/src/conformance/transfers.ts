import { textContent } from '@engawa/core'
import type { ChatStore } from '../chat-store.js'
import { all, HandClock, say, textsWith, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

/** Something of everything, with traces of its past. */
async function fill(store: ChatStore, clock: HandClock): Promise<void> {
  await store.users.create({ id: 'u', preferences: { a: 1 } })
  await store.users.setPreferences('u', { b: 2 })
  await store.personas.create({ id: 'p', name: 'global' })
  await store.personas.create({ id: 'p', userId: 'u', name: 'own' })
  await store.sessions.create({ id: 's', userId: 'u', title: 'Tea 😀\u0000' })
  for (const text of ['one', 'two']) {
    clock.advance(1_000)
    await store.messages.append({ sessionId: 's', messages: [userSays(text), { ...userSays(text), id: `id ${text}` }] })
  }
  clock.advance(1_000)
  await store.sessions.update('s', { metadata: { late: true } })
  await say(store, 'deleted', 'gone')
  await store.sessions.delete('deleted')
  await store.documents.create({ id: 'd', userId: 'u', name: 'n', content: Uint8Array.of(0, 255, 10), text: 'text' })
  await store.documents.update('d', { content: 'second', mediaType: 'text/plain' })
  await store.documents.create({ id: 'hidden', name: 'n', content: 'x' })
  await store.documents.delete('hidden')
  await store.contexts.create({ id: 'c', sessionId: 's', summary: 's', confidence: 1, range: { first: 1, last: 4 } })
  await store.contexts.snapshot('c')
  await store.panels.create({ id: 'panel', userId: 'u', type: 'brainstorm', topic: 't', personas: ['p'] })
  await store.panels.say({ panelId: 'panel', personaId: 'p', id: 'm', content: textContent('said') })
  await store.panels.insights.add({ panelId: 'panel', text: 'i', supportingMessages: ['m'] })
}

const nothing = { sessions: 0, messages: 0, versions: 0 }

export function transferChecks(check: Check, expect: TestApi['expect']): void {
  check('what is exported, purged and imported is as it was', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await fill(store, clock)
    const lines = await all(store.export())
    expect(lines.every((line) => !line.includes('\n') && typeof JSON.parse(line) === 'object')).toBe(true)
    await store.users.purge('u')
    for (const id of ['deleted', 's']) await store.sessions.purge(id)
    for (const id of ['d', 'hidden']) await store.documents.purge(id)
    await store.personas.purge('p')
    expect((await all(store.export())).length).toBe(1)

    clock.advance(86_400_000)
    const { stored, skipped } = await store.import(lines)
    expect(stored.sessions).toBe(3)
    expect(stored.messages).toBe(6)
    expect(skipped).toEqual(nothing)
    expect(await all(store.export())).toEqual(lines)
    expect(Buffer.from(await store.documents.content('d', { version: 1 }))).toEqual(Buffer.of(0, 255, 10))
    expect(await store.documents.text('d')).toBe('second')
    expect((await textsWith(store, 'two')).length).toBe(2)
  })

  check('an import that was cut off anywhere is completed by repeating it', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await fill(store, clock)
    const lines = await all(store.export({ userId: 'u' }))
    for (const [index, cut] of [0, 2, 4, 6, lines.length - 2, lines.length].entries()) {
      await store.users.purge('u')
      await store.import(lines.slice(0, cut))
      const { stored, skipped } = await store.import(lines)
      expect(stored.versions + skipped.versions, `cut ${index}`).toBe(
        lines.filter((line) => line.startsWith('{"type":"record"')).length,
      )
      expect(await all(store.export({ userId: 'u' }))).toEqual(lines)
    }
    expect((await store.import(lines)).stored).toEqual(nothing)
  })

  check('an export of one user, and of some sessions, has only theirs', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await fill(store, clock)
    await store.users.create({ id: 'v' })
    await store.sessions.create({ id: 'of v', userId: 'v' })
    const text = (await all(store.export({ userId: 'v' }))).join('\n')
    expect(text).toContain('of v')
    for (const other of ['"u"', '"local"', 'global']) expect(text).not.toContain(other)
    const some = await all(store.export({ sessionIds: ['s', 'nobody', 's'] }))
    expect(some.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'engawa-export',
      'session',
      ...Array.from({ length: 4 }, () => 'message'),
    ])
  })

  check('what is here under the same id, but is something else, is not overwritten', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await say(store, 's', 'mine')
    await store.documents.create({ id: 'd', name: 'n', content: 'mine' })
    const lines = await all(store.export())
    await store.sessions.purge('s')
    await store.documents.purge('d')
    clock.advance(1)
    await say(store, 's', 'yours')
    await store.documents.create({ id: 'd', name: 'n', content: 'yours' })
    const conflict = { code: 'storage/conflict' }
    await expect(store.import(lines)).rejects.toMatchObject(conflict)
    await expect(store.import(lines.filter((line) => line.includes('record')))).rejects.toMatchObject(conflict)
    expect(await store.documents.text('d')).toBe('yours')
    expect((await store.messages.list({ sessionId: 's' })).items).toHaveLength(1)
  })

  check('a line that is none is refused, with its number and field', async ({ store }) => {
    await say(store, 's', 'one')
    await store.contexts.create({ id: 'c', sessionId: 's', summary: 's', confidence: 1, range: { first: 1, last: 1 } })
    const lines = await all(store.export())
    await store.sessions.purge('s')
    const changed = (from: string, to: string) => lines.map((line) => line.replace(from, to))
    const cases: readonly (readonly [line: number, field: string, lines: readonly string[]])[] = [
      [1, 'line', ['no JSON']],
      [1, 'line', ['[]']],
      [1, 'type', ['{"type":"secret"}']],
      [1, 'version', changed('"version":1', '"version":2')],
      [2, 'session.createdAt', changed('"createdAt":"2', '"createdAt":"never')],
      [3, 'message.role', changed('"role":"user"', '"role":"robot"')],
      [3, 'message.seq', changed('"seq":1', '"seq":0')],
      [4, 'record.owner', changed('"owner":"local"', '"owner":7')],
      [4, 'confidence', changed('"confidence":1', '"confidence":1.2')],
    ]
    for (const [line, field, given] of cases) {
      const refused = { code: 'storage/invalid-input', details: { line, field } }
      await expect(store.import(given), `${line} ${field}`).rejects.toMatchObject(refused)
    }
    const strayed = lines.filter((line) => !line.startsWith('{"type":"session"'))
    await expect(store.import(strayed)).rejects.toMatchObject({ details: { field: 'message.sessionId' } })
  })

  check('ten thousand messages go out and come back in their order', async ({ store }) => {
    for (let n = 0; n < 10; n++) {
      const messages = Array.from({ length: 1_000 }, (_, index) => userSays(`${n * 1_000 + index}`))
      await store.messages.append({ sessionId: 's', messages })
    }
    const lines = await all(store.export())
    await store.sessions.purge('s')
    expect((await store.import(lines)).stored).toMatchObject({ sessions: 1, messages: 10_000 })
    let count = 0
    for await (const line of store.export()) {
      expect(line).toBe(lines[count])
      count += 1
    }
    expect(count).toBe(10_002)
  })
}
