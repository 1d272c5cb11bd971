import { freePort, type RedisService, startRedis, waitUntil } from '@engawa/testkit'
import { Redis } from 'ioredis'

/** Send one command as an administrator would. */
export async function tell(port: number, command: string, ...args: readonly (string | number)[]): Promise<unknown> {
  const client = new Redis({ port, lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    return await client.call(command, ...args)
  } finally {
    client.disconnect()
  }
}

/** A cluster of one: it holds all slots, and refuses what would reach over two as any cluster does. */
export async function startClusterNode(): Promise<RedisService> {
  const bus = await freePort()
  const node = await startRedis({
    args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-port', String(bus)],
  })
  await tell(node.port, 'CLUSTER', 'ADDSLOTSRANGE', 0, 16_383)
  await waitUntil('the cluster is ready', async () =>
    String(await tell(node.port, 'CLUSTER', 'INFO')).includes('cluster_state:ok'),
  )
  return node
}
