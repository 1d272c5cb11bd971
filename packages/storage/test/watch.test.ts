import { type PostgresService, type RedisService, startPostgres, startRedis, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { say } from '../src/conformance/samples.js'
import { type Change, openStorage, type Watch } from '../src/index.js'
import { type Place, sharedBackends } from './backends.js'
import { bundleWriter, startWriter } from './writers.js'

let program: string
beforeAll(async () => {
  program = await bundleWriter()
})

async function heard(watch: Watch, isWanted: (change: Change) => boolean): Promise<void> {
  for await (const change of watch) if (isWanted(change)) return
  throw new Error('the watch ended')
}

for (const [name, backend] of Object.entries(sharedBackends)) {
  withService(describe, backend.services)(name, () => {
    let place: Place
    beforeAll(async () => {
      place = await backend.start()
    })
    afterAll(() => place.stop())

    it('hears of what another process writes', async () => {
      const { options } = place
      const store = await openStorage(options)
      const watch = await store.watch({ collections: ['messages'] })
      const writer = startWriter(program, { store: options, sessionId: 'one', name: 'w', count: 3 })
      await heard(watch, (change) => change.kind === 'changed' && change.id === 'one')
      expect((await store.sessions.get('one'))?.messageCount).toBeGreaterThan(0)
      expect(await writer.ended, writer.errors()).toBe(0)
      await store.close()
    }, 60_000)
  })
}

const servers = {
  redis: {
    start: startRedis,
    options: ({ port }: RedisService | PostgresService) => ({ type: 'redis', port }) as const,
  },
  postgres: {
    start: startPostgres,
    options: ({ url }: RedisService | PostgresService) => ({ type: 'postgres', url }) as const,
  },
}

for (const [name, { start, options }] of Object.entries(servers)) {
  withService(describe, name === 'redis' ? 'redis' : 'postgres')(`a ${name} that was away`, () => {
    let server: RedisService | PostgresService
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server.stop())

    it('is listened to again, and whoever watches is told that changes were missed', async () => {
      const store = await openStorage(options(server))
      const lost = await store.watch()
      const stillThere = await store.watch()
      await server.kill()
      await server.restart()
      await heard(lost, ({ kind }) => kind === 'missed')
      await say(store, 's', 'after')
      await heard(stillThere, (change) => change.kind === 'changed' && change.id === 's')
      await store.close()
    }, 60_000)

    it('does not keep a store from closing while it is away', async () => {
      const store = await openStorage(options(server))
      const watch = await store.watch()
      await server.kill()
      await store.close()
      expect(await watch[Symbol.asyncIterator]().next()).toMatchObject({ done: true })
      await server.restart()
    }, 60_000)
  })
}
