import { checkArray, checkInteger, checkObject, checkText } from '../../input/check-values.js'
import { invalidInput } from '../../input/invalid-input.js'
import type { StoreOptions } from '../../store-options.js'
import {
  type Credentials,
  checkHost,
  checkPort,
  checkUrl,
  type HostAndPort,
  refuseBeside,
  showHost,
} from '../server/server-address.js'
import { checkTls, type TlsOptions } from '../server/tls-options.js'

export interface RedisStorageOptions extends StoreOptions, Credentials {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. Instead of host, port, db, username and password. */
  readonly url?: string
  /** `127.0.0.1` unless told. */
  readonly host?: string
  /** 6379 unless told. */
  readonly port?: number
  readonly db?: number
  /** In front of every key; `engawa:` unless told. One for each project keeps projects apart. */
  readonly keyPrefix?: string
  readonly tls?: boolean | TlsOptions
  /** Longest wait for a connection that can be used. 5,000 unless told. */
  readonly connectTimeoutMs?: number
  /** Longest wait for an answer. 30,000 unless told. */
  readonly commandTimeoutMs?: number
  /** Ask Sentinels where the master is, instead of host and port. */
  readonly sentinel?: Credentials & {
    readonly nodes: readonly Partial<HostAndPort>[]
    /** What the Sentinels call the master. */
    readonly name: string
  }
  /** Some nodes of a cluster, which know the others, instead of host and port. */
  readonly cluster?: { readonly nodes: readonly Partial<HostAndPort>[] }
}

/** Options checked and completed. */
export interface RedisTarget extends Credentials {
  readonly mode: 'standalone' | 'sentinel' | 'cluster'
  readonly nodes: readonly HostAndPort[]
  readonly sentinel?: Credentials & { readonly name: string }
  readonly db: number
  readonly keyPrefix: string
  readonly tls?: TlsOptions
  readonly connectTimeoutMs: number
  readonly commandTimeoutMs: number
  /** For people: without user and password. */
  readonly address: string
}

const inUrl = ['host', 'port', 'db', 'username', 'password', 'sentinel', 'cluster'] as const

/** @throws UserError `storage/invalid-input` naming the option */
export function checkRedisOptions(given: RedisStorageOptions): RedisTarget {
  const options = given.url === undefined ? given : { ...given, ...partsOfUrl(given) }
  const tls = checkTls(options.tls)
  const db = checkInteger(options.db ?? 0, 'db', 0, 1_000_000)
  const where = whereIsIt(options)
  if (where.mode === 'cluster' && db !== 0) throw invalidInput('db', 'must be 0 in a cluster')
  const hosts = where.nodes.map(showHost).join(',')
  const keyPrefix = checkText(options.keyPrefix ?? 'engawa:', 'keyPrefix')
  return {
    ...where,
    ...checkCredentials(options, ''),
    db,
    keyPrefix,
    ...(tls === undefined ? {} : { tls }),
    connectTimeoutMs: checkInteger(options.connectTimeoutMs ?? 5_000, 'connectTimeoutMs', 1, 2 ** 31 - 1),
    commandTimeoutMs: checkInteger(options.commandTimeoutMs ?? 30_000, 'commandTimeoutMs', 1, 2 ** 31 - 1),
    address: `${tls === undefined ? 'redis' : 'rediss'}://${hosts}/${where.sentinel?.name ?? db}`,
  }
}

function partsOfUrl(options: RedisStorageOptions): RedisStorageOptions {
  refuseBeside({ ...options }, inUrl)
  const { protocol, path, parameters, host, port, ...credentials } = checkUrl(options.url, 'url', ['redis', 'rediss'])
  if (parameters.size > 0) throw invalidInput('url', 'must have no parameters; give them as options')
  if (!/^\d*$/.test(path)) throw invalidInput('url', 'must end in the number of a database, or in none')
  const tls = options.tls ?? protocol === 'rediss'
  if (tls === false && protocol === 'rediss') throw invalidInput('tls', 'must not be off when the url is rediss://')
  return { ...credentials, host, ...(port === undefined ? {} : { port }), db: Number(path), tls }
}

function whereIsIt({ host, port, sentinel, cluster }: RedisStorageOptions) {
  if (sentinel === undefined && cluster === undefined) {
    return { mode: 'standalone', nodes: [checkNode({ host, port }, '', 6379)] } as const
  }
  if (sentinel !== undefined && cluster !== undefined) throw invalidInput('cluster', 'must not be given with sentinel')
  const field = sentinel === undefined ? 'cluster' : 'sentinel'
  refuseWith(field, { host, port })
  const { nodes: given } = checkObject(sentinel ?? cluster, field)
  const nodes = checkArray(given, `${field}.nodes`).map((node, index) => {
    const at = `${field}.nodes[${index}]`
    return checkNode(checkObject(node, at), `${at}.`, sentinel === undefined ? 6379 : 26_379)
  })
  if (nodes.length === 0) throw invalidInput(`${field}.nodes`, 'must not be empty')
  if (sentinel === undefined) return { mode: 'cluster', nodes } as const
  const name = checkText(sentinel.name, 'sentinel.name')
  return { mode: 'sentinel', nodes, sentinel: { name, ...checkCredentials(sentinel, 'sentinel.') } } as const
}

function refuseWith(field: string, options: Readonly<Record<string, unknown>>): void {
  const double = Object.keys(options).find((name) => options[name] !== undefined)
  if (double !== undefined) throw invalidInput(double, `must not be given with ${field}`)
}

const checkNode = (node: Readonly<Record<string, unknown>>, at: string, port: number): HostAndPort => ({
  host: checkHost(node.host ?? '127.0.0.1', `${at}host`),
  port: checkPort(node.port ?? port, `${at}port`),
})

const checkCredentials = ({ username, password }: Credentials, at: string): Credentials => ({
  ...(username === undefined ? {} : { username: checkText(username, `${at}username`) }),
  ...(password === undefined ? {} : { password: checkText(password, `${at}password`) }),
})
