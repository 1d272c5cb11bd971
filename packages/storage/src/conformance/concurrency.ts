import { all, say, textsOf, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

export function concurrencyChecks(check: Check, expect: TestApi['expect']): void {
  check('64 writers at once: every message once, `seq` dense, each writer in its order', async ({ store }) => {
    await times(64, async (writer) => {
      for (let n = 0; n < 5; n++) await say(store, 's', `${writer} ${n}`)
    })
    const messages = await all(store.messages.list({ sessionId: 's' }))
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 320 }, (_, index) => index + 1))
    const texts = await textsOf(store, 's')
    for (let writer = 0; writer < 64; writer++) {
      const own = texts.filter((text) => text.startsWith(`${writer} `))
      expect(own).toEqual([0, 1, 2, 3, 4].map((n) => `${writer} ${n}`))
    }
  })

  check('many at once expecting the same state: one is let in', async ({ store }) => {
    const results = await Promise.allSettled(
      Array.from({ length: 16 }, () =>
        store.messages.append({ sessionId: 's', messages: [userSays('x')], expectedSeq: 0 }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await textsOf(store, 's')).toEqual(['x'])
  })

  check('many at once creating the same session: one does', async ({ store }) => {
    const results = await Promise.allSettled(Array.from({ length: 16 }, () => store.sessions.create({ id: 's' })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  check(
    'two stores on one place see each other and count together',
    async ({ store, reopen }) => {
      const other = await reopen()
      await times(10, async (index) => {
        await say(index % 2 === 0 ? store : other, 's', `n${index}`)
      })
      await other.sessions.update('s', { title: 'from the other' })
      const messages = await all(store.messages.list({ sessionId: 's' }))
      expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(await store.sessions.get('s')).toMatchObject({ title: 'from the other', messageCount: 10 })
      const request = { sessionId: 's', messages: [userSays('k')], idempotencyKey: 'k' }
      await store.messages.append(request)
      expect((await other.messages.append(request)).replayed).toBe(true)
      await other.messages.append({ ...request, idempotencyKey: 'k2' })
      expect((await store.messages.append({ ...request, idempotencyKey: 'k2' })).replayed).toBe(true)
    },
    { shared: true },
  )

  check(
    'an append is seen whole or not at all',
    async ({ store, reopen }) => {
      const reader = await reopen()
      const writing = times(20, (n) =>
        store.messages.append({ sessionId: 's', messages: ['a', 'b', 'c'].map((part) => userSays(`${n}${part}`)) }),
      )
      for (let round = 0; round < 10; round++) {
        expect((await all(reader.messages.list({ sessionId: 's', limit: 1_000 }))).length % 3).toBe(0)
      }
      await writing
      expect(await all(reader.messages.list({ sessionId: 's' }))).toHaveLength(60)
    },
    { shared: true },
  )
}
