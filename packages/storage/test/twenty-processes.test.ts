import { textOf } from '@engawa/core'
import { expect, it } from 'vitest'
import { all } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { onEachSharedBackend } from './on-each-backend.js'
import { startWriter } from './writers.js'

onEachSharedBackend((_, ground) => {
  it('twenty processes append to one session: every message once, in one order, `seq` dense', async () => {
    const { place, program } = ground()
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
