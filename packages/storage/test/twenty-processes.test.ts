import { textOf } from '@engawa/core'
import { withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { type Place, sharedBackends } from './backends.js'
import { bundleWriter, startWriter } from './writers.js'

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

    it('twenty processes append to one session: every message once, in one order, `seq` dense', async () => {
      const { options } = place
      const names = Array.from({ length: 20 }, (_, index) => `writer-${index}`)
      const writers = names.map((name) => startWriter(program, { store: options, sessionId: 'one', name, count: 10 }))
      for (const writer of writers) {
        expect(await writer.ended, writer.errors()).toBe(0)
      }

      const store = await openStorage(options)
      const messages = await all(store.messages.list({ sessionId: 'one' }))
      await store.close()
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
      const texts = messages.map((message) => textOf(message).slice(0, -1))
      for (const name of names) {
        const own = texts.filter((text) => text.startsWith(`${name} `))
        expect(own).toEqual(Array.from({ length: 10 }, (_, n) => `${name} ${n}`))
      }
    }, 120_000)
  })
}
