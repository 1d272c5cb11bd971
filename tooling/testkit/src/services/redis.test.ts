import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RedisService, startRedis } from './redis.js'
import { withService } from './with-service.js'

withService(describe, 'redis')('a Redis of the test’s own', () => {
  let service: RedisService

  beforeAll(async () => {
    service = await startRedis()
  })
  afterAll(() => service.stop())

  async function withClient<T>(use: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(service.url, { retryStrategy: () => null })
    client.on('error', () => undefined)
    try {
      return await use(client)
    } finally {
      client.disconnect()
    }
  }

  it('keeps what was written, through SIGKILL and a restart', async () => {
    await withClient((client) => client.set('intent', 'find the leak'))
    await service.kill()
    await expect(withClient((client) => client.ping())).rejects.toThrow()
    await service.restart()
    expect(await withClient((client) => client.get('intent'))).toBe('find the leak')
  })

  it('is apart from any other', async () => {
    const other = await startRedis()
    try {
      expect(other.port).not.toBe(service.port)
      const client = new Redis(other.url)
      expect(await client.dbsize()).toBe(0)
      client.disconnect()
    } finally {
      await other.stop()
    }
  })
})
