import { all, say, textsOf } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

/** Each is just an id, different from all the others. */
const ids: readonly string[] = [
  ...['jos\u00e9', 'jose\u0301', 'jose', 'Jose', 'JOSE', '\u212b', '\u00c5'],
  ...['../x', '..', '.', '/', 'a/b', 'a\\b', 'a:b', 'C:\\x', '%2e', '%', '~', ' ', 'a ', ' a', '.hidden', '-rf'],
  ...['CON', 'con', 'nul', 'NUL.jsonl', 'com1', 'a.jsonl', 'store.json', '__proto__', 'constructor'],
  ...['😀', '👩‍👩‍👧', '你好', 'مرحبا', '\u200b', '\ufeff', 'a\nb', 'a\tb', "'; DROP TABLE x; --", '"', '*', '?'],
  ...['x'.repeat(512), `${'x'.repeat(511)}y`, '長'.repeat(512), `${'長'.repeat(511)}い`],
]

export function idChecks(check: Check, expect: TestApi['expect']): void {
  check('any Unicode string is a session id of its own', async ({ store, reopen }) => {
    for (const id of ids) await say(store, id, `of ${id}`)
    const reader = store.info.capabilities.durability === 'none' ? store : await reopen()
    for (const id of ids) {
      expect(await textsOf(reader, id)).toEqual([`of ${id}`])
      expect((await reader.sessions.get(id))?.id).toBe(id)
    }
    const listed = (await all(reader.sessions.list())).map(({ id }) => id)
    expect(listed.toSorted()).toEqual(ids.toSorted())
  })

  check('any Unicode string is a key of its own', async ({ store }) => {
    for (const id of ids) await store.kv.set(id, { of: id })
    for (const id of ids) expect(await store.kv.get(id)).toEqual({ of: id })
    expect((await all(store.kv.keys())).toSorted()).toEqual(ids.toSorted())
  })

  check('any Unicode string is a message id and an idempotency key of its own', async ({ store }) => {
    for (const id of ids) {
      await store.messages.append({
        sessionId: 's',
        messages: [{ id, role: 'user', content: [{ type: 'text', text: id }] }],
        idempotencyKey: id,
      })
    }
    for (const [index, id] of ids.entries()) expect((await store.messages.get('s', id))?.seq).toBe(index + 1)
  })
}
