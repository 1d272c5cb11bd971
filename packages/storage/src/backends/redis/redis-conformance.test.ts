import { randomUUID } from 'node:crypto'
import { startRedis, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedisCluster } from '../../../test/redis-servers.js'
import { suite } from '../../conformance/index.js'
import { openStorage, type StorageOptions } from '../../index.js'

interface Server {
  readonly port: number
  stop(): Promise<void>
}

/** The suite on a server of its own; each place is a key prefix. */
function conforms(start: () => Promise<Server>, options: (port: number) => StorageOptions): void {
  let server: Server | undefined
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server?.stop())
  suite({ describe, it, expect }, async () => {
    const place = { ...options(server?.port ?? 0), keyPrefix: `${randomUUID()}:` }
    return { open: (given) => openStorage({ ...place, ...given }), dispose: async () => {} }
  })
}

withService(describe, 'redis')('redis', () => {
  conforms(startRedis, (port) => ({ type: 'redis', url: `redis://127.0.0.1:${port}` }))
})

withService(describe, 'redis')('redis cluster', () => {
  conforms(
    () => startRedisCluster(3),
    (port) => ({ type: 'redis', cluster: { nodes: [{ port }] } }),
  )
})
