import type { Message } from '@engawa/core'
import { all, say, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

export function listingChecks(check: Check, expect: TestApi['expect']): void {
  const seqs = (messages: readonly Message[]) => messages.map(({ seq }) => seq)
  const fill = { sessionId: 's', messages: numbers(1, 23).map((n) => userSays(`number ${n}`)) }

  check('a session that does not exist has no messages', async ({ store }) => {
    expect(await store.messages.list({ sessionId: 'nobody' })).toEqual({ items: [] })
    expect(await store.messages.get('nobody', 'm')).toBeUndefined()
  })

  check('pages follow one another in both directions, without gap or overlap', async ({ store }) => {
    await store.messages.append(fill)
    await say(store, 's', ...numbers(24, 30).map((n) => `number ${n}`))
    for (const limit of [1, 7, 15, 30, 31]) {
      expect(seqs(await all(store.messages.list({ sessionId: 's', limit })))).toEqual(numbers(1, 30))
      const down = await all(store.messages.list({ sessionId: 's', limit, order: 'desc' }))
      expect(seqs(down)).toEqual(numbers(1, 30).reverse())
    }
  })

  check('a cursor goes on where its page ended, whatever was appended since', async ({ store }) => {
    await store.messages.append(fill)
    const first = await store.messages.list({ sessionId: 's', limit: 10 })
    const last = await store.messages.list({ sessionId: 's', limit: 10, order: 'desc' })
    await say(store, 's', 'later')
    const after = first.nextCursor ?? ''
    expect(seqs((await store.messages.list({ sessionId: 's', limit: 3, after })).items)).toEqual([11, 12, 13])
    const before = await store.messages.list({ sessionId: 's', limit: 3, order: 'desc', after: last.nextCursor ?? '' })
    expect(seqs(before.items)).toEqual([13, 12, 11])
  })

  check('a page is 50 unless told', async ({ store }) => {
    await store.messages.append({ sessionId: 's', messages: numbers(1, 60).map((n) => userSays(`${n}`)) })
    const page = await store.messages.list({ sessionId: 's' })
    expect(page.items).toHaveLength(50)
    expect(page.nextCursor).toEqual(expect.any(String))
    expect((await store.messages.list({ sessionId: 's', after: page.nextCursor ?? '' })).nextCursor).toBeUndefined()
  })

  check('messages appended while a listing is read are met once', async ({ store }) => {
    await store.messages.append(fill)
    const met: number[] = []
    for await (const { seq } of store.messages.list({ sessionId: 's', limit: 5 })) {
      met.push(seq)
      if (seq === 12) await say(store, 's', 'late')
    }
    expect(met).toEqual(numbers(1, 24))
  })

  check('a cursor of another listing is refused', async ({ store }) => {
    await store.messages.append(fill)
    await store.sessions.create()
    const { nextCursor: after = '' } = await store.messages.list({ sessionId: 's', limit: 1 })
    const refused = { code: 'storage/invalid-input', details: { field: 'after' } }
    await expect(all(store.messages.list({ sessionId: 's', after, order: 'desc' }))).rejects.toMatchObject(refused)
    await expect(all(store.sessions.list({ after }))).rejects.toMatchObject(refused)
    await expect(all(store.messages.list({ sessionId: 's', after: 'nonsense' }))).rejects.toMatchObject(refused)
  })

  check('sessions of the same moment are listed once each', async ({ store }) => {
    const ids = numbers(1, 12).map((n) => `s${n}`)
    await Promise.all(ids.map((id) => store.sessions.create({ id })))
    const listed = (await all(store.sessions.list({ limit: 5 }))).map(({ id }) => id)
    expect(listed.toSorted()).toEqual(ids.toSorted())
  })
}
