import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { connect } from 'amqplib'
import { findOnPath, findRabbitmq } from '../install/locate.mjs'
import { freePort } from '../process/free-port.js'
import { type ServiceProcess, startServiceProcess } from '../process/service-process.js'
import { runBin } from '../process/spawn-bin.js'
import { createTempDir } from '../process/temp-dir.js'
import { waitUntil } from '../process/wait-until.js'
import { makeCertificate, tlsLines } from './rabbitmq-certificate.js'

export interface RabbitmqService {
  /** With the credentials of its one user. */
  readonly url: string
  readonly port: number
  /** With TLS: `amqps:` and the certificate to trust, in PEM. Its host name is 127.0.0.1. */
  readonly tls: { readonly url: string; readonly ca: string } | undefined
  /** Run rabbitmqctl. Answers what it printed; throws when it fails. */
  control(...args: readonly string[]): Promise<string>
  /**
   * Resolves when the queues, exchanges and bindings declared so far would survive SIGKILL. RabbitMQ acknowledges them
   * up to two seconds before they are on disk; for messages a confirm is enough.
   */
  settle(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL. Durable queues that have settled stay, and their messages; `restart()` brings them back. */
  kill(): Promise<void>
  /** Start again (ending it first when it runs) on the same port with the same data. */
  restart(): Promise<void>
}

/** A broker of the test's own. Erlang takes seconds to start: share one between the tests of a file. */
export async function startRabbitmq(options: { readonly tls?: boolean } = {}): Promise<RabbitmqService> {
  const binary = findRabbitmq()
  const epmdBinary = findOnPath('epmd')
  if (!binary || !epmdBinary) throw new Error('rabbitmq-server or epmd is not on PATH')
  const directory = await createTempDir('engawa-mq-')
  const [port, tlsPort, distributionPort, epmdPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ])
  const url = `amqp://guest:guest@127.0.0.1:${port}`
  const certificate = options.tls === true ? await makeCertificate(directory.path) : undefined
  const tls = certificate && { url: `amqps://guest:guest@127.0.0.1:${tlsPort}`, ca: certificate.pem }
  const more = certificate === undefined ? [] : tlsLines(tlsPort, certificate)
  const env = await brokerEnvironment(directory.path, { port, distributionPort, epmdPort }, more)
  // Erlang would start a name server of its own accord, as a daemon that nobody ends.
  const epmd = startServiceProcess(epmdBinary, ['-port', String(epmdPort), '-address', '127.0.0.1'])

  let running: ServiceProcess | undefined
  const start = async () => {
    const server = startServiceProcess(binary, [], { env, cwd: directory.path })
    running = server
    const ready = () => answers(url)
    await waitUntil('RabbitMQ answers', ready, { timeoutMs: 60_000, intervalMs: 200, explain: server.output })
  }
  const end = async (how: 'stop' | 'kill') => {
    await running?.[how]()
    running = undefined
  }
  const control = async (...args: readonly string[]) => {
    const tool = join(dirname(binary), 'rabbitmqctl')
    const { code, stdout, stderr } = await runBin(tool, args, { env, timeoutMs: 60_000 })
    if (code !== 0) throw new Error(`rabbitmqctl ${args[0]} failed: ${stderr}${stdout}`)
    return stdout
  }
  await start()
  return {
    url,
    port,
    tls,
    control,
    async settle() {
      await control('eval', 'mnesia:sync_log().')
    },
    kill: () => end('kill'),
    async restart() {
      await end('stop')
      await start()
    },
    async stop() {
      await end('stop')
      await epmd.kill()
      await directory.remove()
    },
  }
}

interface Ports {
  readonly port: number
  readonly distributionPort: number
  readonly epmdPort: number
}

async function brokerEnvironment(
  directory: string,
  ports: Ports,
  more: readonly string[],
): Promise<Record<string, string>> {
  const configuration = join(directory, 'rabbitmq.conf')
  const lines = [`listeners.tcp.1 = 127.0.0.1:${ports.port}`, 'loopback_users = none', 'log.console = true', ...more]
  await writeFile(configuration, `${lines.join('\n')}\n`)
  const nothing = join(directory, 'empty')
  await writeFile(nothing, '')
  await writeFile(join(directory, 'enabled_plugins'), '[].\n')
  return {
    HOME: directory,
    RABBITMQ_NODENAME: `engawa-${ports.port}@localhost`,
    RABBITMQ_BASE: directory,
    RABBITMQ_MNESIA_BASE: join(directory, 'mnesia'),
    RABBITMQ_LOG_BASE: join(directory, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_GENERATED_CONFIG_DIR: join(directory, 'schema'),
    RABBITMQ_SCHEMA_DIR: join(directory, 'schema'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: configuration,
    RABBITMQ_CONF_ENV_FILE: nothing,
    RABBITMQ_PID_FILE: join(directory, 'broker.pid'),
    RABBITMQ_DIST_PORT: String(ports.distributionPort),
    ERL_EPMD_PORT: String(ports.epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    // Two schedulers are enough for a test, and start sooner.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}',
  }
}

async function answers(url: string): Promise<boolean> {
  const connection = await connect(url, { timeout: 2_000 })
  connection.on('error', () => undefined)
  await connection.close()
  return true
}
