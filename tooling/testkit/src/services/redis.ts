import { Redis } from 'ioredis'
import { findOnPath } from '../install/locate.mjs'
import { freePort } from '../process/free-port.js'
import { type ServiceProcess, startServiceProcess } from '../process/service-process.js'
import { createTempDir } from '../process/temp-dir.js'
import { waitUntil } from '../process/wait-until.js'

export interface RedisService {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
  /** SIGKILL. The data stays; `restart()` brings it back. */
  kill(): Promise<void>
  /** Start again (ending it first when it runs) on the same port with the same data. */
  restart(): Promise<void>
}

/** A Redis of the test's own, with an append-only file that is synced at each write. */
export async function startRedis(options: { args?: readonly string[] } = {}): Promise<RedisService> {
  const binary = findOnPath('redis-server')
  if (!binary) throw new Error('redis-server is not on PATH')
  const [directory, port] = await Promise.all([createTempDir('engawa-redis-'), freePort()])
  const url = `redis://127.0.0.1:${port}`
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory.path, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--daemonize', 'no']

  let running: ServiceProcess | undefined
  const start = async () => {
    const server = startServiceProcess(binary, [...args, ...durable, ...(options.args ?? [])], { cwd: directory.path })
    running = server
    await waitUntil('Redis answers', () => answers(url), { explain: server.output })
  }
  const end = async (how: 'stop' | 'kill') => {
    await running?.[how]()
    running = undefined
  }
  await start()
  return {
    url,
    port,
    kill: () => end('kill'),
    async restart() {
      await end('stop')
      await start()
    },
    async stop() {
      await end('stop')
      await directory.remove()
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, enableOfflineQueue: false })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } finally {
    client.disconnect()
  }
}
