import { fileURLToPath } from 'node:url'
import { withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { type Place, sharedBackends } from './backends.js'
import { bundle } from './bundle.js'
import { startWriter } from './writers.js'

/** Three writers are killed in each. `STORAGE_KILL_ROUNDS=250` makes many of them. */
const rounds = Math.ceil(Number(process.env.STORAGE_KILL_ROUNDS ?? 6) / 3)

let program: string
beforeAll(async () => {
  program = await bundle({ entryPoints: [fileURLToPath(new URL('records-process.ts', import.meta.url))] })
})

for (const [name, backend] of Object.entries(sharedBackends)) {
  withService(describe, backend.services)(name, () => {
    let place: Place
    beforeAll(async () => {
      place = await backend.start()
    })
    afterAll(() => place.stop())

    it('kill -9 of processes that change one user at once loses no change that was acknowledged', async () => {
      const { options } = place
      const store = await openStorage(options)
      await store.users.create({ id: 'one' })
      const acknowledged: string[] = []
      for (let round = 0; round < rounds; round++) {
        await Promise.all(
          ['a', 'b', 'c'].map(async (letter, index) => {
            const name = `${letter}${round}`
            const writer = startWriter(program, { store: options, sessionId: '', name, count: 1_000_000 })
            await writer.reached(2 + index)
            writer.process.kill('SIGKILL')
            expect(await writer.ended, writer.errors()).toBeNull()
            acknowledged.push(...writer.acknowledged.map((n) => `${name} ${n}`))
          }),
        )
      }
      const user = await store.users.get('one')
      expect(acknowledged.filter((key) => user?.preferences[key] === undefined)).toEqual([])
      for (const key of acknowledged) expect(await store.documents.text(key)).toBe(`content of ${key}`)
      const versions = (await all(store.users.history('one', { limit: 500 }))).map(({ version }) => version)
      expect(versions).toEqual(versions.map((_, index) => index + 1))
      // Whoever comes next is not held up by the dead.
      expect((await store.users.setPreferences('one', { next: true })).version).toBe(versions.length + 1)
      await store.close()
    }, 300_000)
  })
}
