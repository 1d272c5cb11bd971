import { textOf } from '@engawa/core'
import { withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { type Place, sharedBackends } from './backends.js'
import { bundleWriter, startWriter } from './writers.js'

/** Four writers are killed in each. `STORAGE_KILL_ROUNDS=250` makes a thousand kills. */
const rounds = Number(process.env.STORAGE_KILL_ROUNDS ?? 6)

let program: string
beforeAll(async () => {
  program = await bundleWriter()
})

for (const [name, backend] of Object.entries(sharedBackends)) {
  withService(describe, backend.services)(name, () => {
    let place: Place
    beforeAll(async () => {
      place = await backend.start()
    })
    afterAll(() => place.stop())

    it('kill -9 of writers in the middle of their work loses nothing that was acknowledged', async () => {
      const { options } = place
      const acknowledged: string[] = []
      for (let round = 0; round < rounds; round++) {
        const writers = ['a', 'b', 'c', 'd'].map((letter, index) => {
          const name = `${letter}${round}`
          const writer = startWriter(program, { store: options, sessionId: 'one', name, count: 1_000_000 })
          return { name, writer, killAfter: 1 + ((round * 7 + index * 3) % 11) }
        })
        await Promise.all(
          writers.map(async ({ name, writer, killAfter }) => {
            await writer.reached(killAfter)
            writer.process.kill('SIGKILL')
            expect(await writer.ended, writer.errors()).toBeNull()
            acknowledged.push(...writer.acknowledged.map((n) => `${name} ${n}`))
          }),
        )
      }

      const store = await openStorage(options)
      const messages = await all(store.messages.list({ sessionId: 'one', limit: 1_000 }))
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      const texts = messages.map(textOf)
      const stored = new Set(texts)
      expect(stored.size).toBe(texts.length)
      expect(acknowledged.filter((text) => !stored.has(text))).toEqual([])
      expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 4)

      // Whoever comes next is not held up by the dead.
      const { messages: next } = await store.messages.append({
        sessionId: 'one',
        messages: [{ role: 'user', content: [{ type: 'text', text: 'next' }] }],
      })
      expect(next[0]?.seq).toBe(messages.length + 1)
      await store.close()
    }, 600_000)
  })
}
