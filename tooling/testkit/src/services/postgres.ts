import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findOnPath, findPostgres } from '../install/locate.mjs'
import { freePort } from '../process/free-port.js'
import { type ServiceProcess, startServiceProcess } from '../process/service-process.js'
import { createTempDir } from '../process/temp-dir.js'
import { waitUntil } from '../process/wait-until.js'

const run = promisify(execFile)

export interface PostgresService {
  readonly url: string
  readonly port: number
  /** Run one statement with psql; rows as lines, columns parted by `|`. */
  query(sql: string): Promise<string>
  stop(): Promise<void>
  kill(): Promise<void>
  restart(): Promise<void>
}

/** A PostgreSQL of the test's own: one database `engawa`, one user `engawa`, no password, loopback only. */
export async function startPostgres(): Promise<PostgresService> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL has no binaries under /usr/lib/postgresql')
  const [directory, port, asUser] = await Promise.all([
    createTempDir('engawa-pg-', { short: true }),
    freePort(),
    unprivileged(),
  ])
  const data = join(directory.path, 'data')
  await mkdir(data, { mode: 0o700 })
  if (asUser) await Promise.all([directory.path, data].map((path) => chown(path, asUser.uid, asUser.gid)))
  const command = (name: string, args: readonly string[]): [string, string[]] => {
    const words = [...(asUser?.prefix ?? []), join(bin, name), ...args]
    return [words[0] ?? '', words.slice(1)]
  }
  await run(...command('initdb', ['-D', data, '-U', 'engawa', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']), {
    cwd: '/',
  })

  const psql = async (database: string, sql: string) => {
    const target = ['-h', '127.0.0.1', '-p', String(port), '-U', 'engawa', '-d', database]
    const { stdout } = await run(join(bin, 'psql'), [
      '-X',
      '-q',
      '-A',
      '-t',
      '-v',
      'ON_ERROR_STOP=1',
      ...target,
      '-c',
      sql,
    ])
    return stdout.trim()
  }
  let running: ServiceProcess | undefined
  const start = async () => {
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${directory.path}`]
    const server = startServiceProcess(...command('postgres', ['-D', data, '-p', String(port), ...settings]))
    running = server
    await waitUntil('PostgreSQL answers', async () => (await psql('postgres', 'select 1')) === '1', {
      explain: server.output,
    })
  }
  const end = async (how: 'stop' | 'kill') => {
    // SIGINT is PostgreSQL's "fast" shutdown: it doesn't wait for clients to leave.
    await (how === 'kill' ? running?.kill() : running?.stop('SIGINT'))
    running = undefined
  }
  await start()
  await psql('postgres', 'create database engawa')
  return {
    url: `postgres://engawa@127.0.0.1:${port}/engawa`,
    port,
    query: (sql) => psql('engawa', sql),
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

/** PostgreSQL refuses to run as root: then Debian's `postgres` user runs it. */
async function unprivileged(): Promise<{ prefix: string[]; uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const setpriv = findOnPath('setpriv')
  if (!setpriv) throw new Error('setpriv is not on PATH, and PostgreSQL refuses to run as root')
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  const [uid, gid] = await Promise.all([id('-u'), id('-g')])
  return { prefix: [setpriv, `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'], uid, gid }
}
