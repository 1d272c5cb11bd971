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

const slots = 16_384

export interface RedisCluster {
  /** Of the first node. */
  readonly port: number
  readonly nodes: readonly RedisService[]
  stop(): Promise<void>
}

/** Masters that share the slots evenly, and know each other. */
export async function startRedisCluster(size: number): Promise<RedisCluster> {
  const members = await Promise.all(Array.from({ length: size }, startMember))
  for (const [index, { node }] of members.entries()) {
    const first = Math.floor((slots * index) / size)
    await tell(node.port, 'CLUSTER', 'ADDSLOTSRANGE', first, Math.floor((slots * (index + 1)) / size) - 1)
    for (const other of members.slice(0, index)) {
      await tell(node.port, 'CLUSTER', 'MEET', '127.0.0.1', other.node.port, other.bus)
    }
  }
  const nodes = members.map(({ node }) => node)
  await waitUntil('all nodes know all slots', async () => {
    const states = await Promise.all(nodes.map(({ port }) => tell(port, 'CLUSTER', 'INFO')))
    return states.every((state) => /cluster_state:ok[\s\S]*cluster_slots_ok:16384/.test(String(state)))
  })
  return {
    port: nodes[0]?.port ?? 0,
    nodes,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

async function startMember(): Promise<{ readonly node: RedisService; readonly bus: number }> {
  const bus = await freePort()
  const args = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-port', String(bus)]
  return { node: await startRedis({ args }), bus }
}
