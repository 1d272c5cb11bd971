import { createServer, type Server, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { type PostgresService, type RedisService, startPostgres, startRedis, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all, say, textsOf, userSays } from '../src/conformance/samples.js'
import { type ChatStore, openStorage } from '../src/index.js'

const connectTimeoutMs = 200
const servers = {
  redis: {
    start: startRedis,
    muted: (port: number) => ({ type: 'redis', port, connectTimeoutMs }) as const,
    options: ({ port }: RedisService | PostgresService) => ({ type: 'redis', port }) as const,
  },
  postgres: {
    start: startPostgres,
    muted: (port: number) => ({ type: 'postgres', port, database: 'engawa', connectTimeoutMs }) as const,
    options: ({ url }: RedisService | PostgresService) => ({ type: 'postgres', url }) as const,
  },
}

const unreachable = { code: 'storage/unreachable', recoverable: true, hint: expect.any(String), exitCode: 6 }

for (const [name, { start, options, muted }] of Object.entries(servers)) {
  withService(describe, name === 'redis' ? 'redis' : 'postgres')(`a ${name} that fails`, () => {
    let server: RedisService | PostgresService
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server.stop())

    it('killed in the middle of appends keeps all that was acknowledged, and the store goes on', async () => {
      const store = await openStorage(options(server))
      expect(store.info.capabilities.durability).toBe('fsync')
      const acknowledged: string[] = []
      let over = false
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; !over; n++) {
          const text = `${writer} ${n}`
          await untilStored(store, text)
          acknowledged.push(text)
        }
      })
      for (let round = 0; round < 3; round++) {
        const enough = acknowledged.length + 40
        await until(() => acknowledged.length >= enough)
        await server.kill()
        await server.restart()
      }
      const enough = acknowledged.length + 40
      await until(() => acknowledged.length >= enough)
      over = true
      await Promise.all(writers)

      const messages = await all(store.messages.list({ sessionId: 'one', limit: 1_000 }))
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      const texts = await textsOf(store, 'one')
      expect(texts.toSorted()).toEqual(acknowledged.toSorted())
      expect(await store.sessions.get('one')).toMatchObject({ messageCount: texts.length })
      await store.close()
    }, 120_000)

    it('that is down is named with what to do, and used again once it is back', async () => {
      const store = await openStorage(options(server))
      await say(store, 'down', 'before')
      await server.kill()
      const attempts = [
        () => store.sessions.get('down'),
        () => say(store, 'down', 'lost'),
        () => store.kv.get('k'),
        () => store.search({ query: 'before' }),
        () => store.health(),
        () => openStorage(options(server)),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(unreachable)
      await server.restart()
      await say(store, 'down', 'after')
      expect(await textsOf(store, 'down')).toEqual(['before', 'after'])
      await store.close()
    }, 60_000)

    it('costs one connection for calls that come together, and none in between', async () => {
      const store = await openStorage(options(server))
      await server.kill()
      const impostor = await listen(server.port, (socket) => socket.destroy())
      // The first call finds the old connection broken.
      await expect(store.kv.get('k')).rejects.toMatchObject(unreachable)
      for (const round of [1, 2]) {
        const before = impostor.connections()
        const calls = Array.from({ length: 50 }, () => store.kv.get('k'))
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({ status: 'rejected', reason: unreachable })
        }
        expect([round, impostor.connections() - before]).toEqual([round, 1])
      }
      await impostor.close()
      await server.restart()
      expect(await store.kv.get('k')).toBeUndefined()
      await store.close()
    }, 60_000)

    it('that accepts and then says nothing is given up on', async () => {
      const mute = await listen(0, () => {})
      await expect(openStorage(muted(mute.port))).rejects.toMatchObject(unreachable)
      await mute.close()
    })
  })
}

/** A program that repeats what failed, with the same idempotency key. */
async function untilStored(store: ChatStore, text: string): Promise<void> {
  const request = { sessionId: 'one', messages: [userSays(text)], idempotencyKey: text }
  for (;;) {
    try {
      await store.messages.append(request)
      return
    } catch (error) {
      if (!(error as { recoverable?: boolean }).recoverable) throw new Error(inspect(error))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A server that counts who comes. */
async function listen(port: number, onConnection: (socket: Socket) => void) {
  let connections = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => connections,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
