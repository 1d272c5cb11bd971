import { checkInteger, checkText } from '../../input/check-values.js'
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

export interface PostgresStorageOptions extends StoreOptions, Credentials {
  /** `postgres://user:password@host:5432/database`, with `?sslmode=verify-full` for TLS. Instead of the other parts. */
  readonly url?: string
  /** `127.0.0.1` unless told. */
  readonly host?: string
  /** 5432 unless told. */
  readonly port?: number
  readonly database?: string
  /** Where the tables `chat_…` are; `public` unless told, created when it is not there. One for each project. */
  readonly schema?: string
  readonly tls?: boolean | TlsOptions
  /** Longest wait for a connection. 5,000 unless told. */
  readonly connectTimeoutMs?: number
  /** Longest time that one statement may take. 30,000 unless told. */
  readonly statementTimeoutMs?: number
  /** Connections at once; 10 unless told. */
  readonly maxConnections?: number
}

/** Options checked and completed. */
export interface PostgresTarget extends Credentials, HostAndPort {
  readonly database?: string
  readonly schema: string
  readonly tls?: TlsOptions
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly maxConnections: number
  /** For people: without user and password. */
  readonly address: string
}

const inUrl = ['host', 'port', 'database', 'username', 'password'] as const
const longestTimeout = 2 ** 31 - 1

/** @throws UserError `storage/invalid-input` naming the option */
export function checkPostgresOptions(given: PostgresStorageOptions): PostgresTarget {
  const options = given.url === undefined ? given : { ...given, ...partsOfUrl(given) }
  const { database, username, password } = options
  const tls = checkTls(options.tls)
  const host = checkHost(options.host ?? '127.0.0.1', 'host')
  const port = checkPort(options.port ?? 5432, 'port')
  return {
    host,
    port,
    ...(database === undefined ? {} : { database: checkName(database, 'database') }),
    ...(username === undefined ? {} : { username: checkName(username, 'username') }),
    ...(password === undefined ? {} : { password: checkText(password, 'password') }),
    schema: checkName(options.schema ?? 'public', 'schema'),
    ...(tls === undefined ? {} : { tls }),
    connectTimeoutMs: checkInteger(options.connectTimeoutMs ?? 5_000, 'connectTimeoutMs', 1, longestTimeout),
    statementTimeoutMs: checkInteger(options.statementTimeoutMs ?? 30_000, 'statementTimeoutMs', 1, longestTimeout),
    maxConnections: checkInteger(options.maxConnections ?? 10, 'maxConnections', 1, 1_000),
    address: `postgres://${showHost({ host, port })}/${database ?? ''}`,
  }
}

function partsOfUrl(options: PostgresStorageOptions): PostgresStorageOptions {
  refuseBeside({ ...options }, inUrl)
  const url = checkUrl(options.url, 'url', ['postgres', 'postgresql'])
  const { host, port, username, password, path, parameters } = url
  const unknown = [...parameters.keys()].find((name) => name !== 'sslmode')
  if (unknown !== undefined) throw invalidInput('url', `has the parameter ${unknown}; give it as an option`)
  const tls = options.tls ?? tlsOf(parameters.get('sslmode'))
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(path === '' ? {} : { database: path }),
    tls,
  }
}

/** Whoever asks for TLS gets it verified; modes that fall back to the clear are refused. */
function tlsOf(mode: string | null): boolean {
  if (mode === null || mode === 'disable') return false
  if (['require', 'verify-ca', 'verify-full'].includes(mode)) return true
  throw invalidInput('url', 'must have sslmode disable or verify-full')
}

/** PostgreSQL cuts longer names off in silence. */
function checkName(value: unknown, field: string): string {
  const name = checkText(value, field)
  if (name === '' || name.includes('\u0000') || Buffer.byteLength(name) > 63) {
    throw invalidInput(field, 'must be a name of 1 to 63 bytes')
  }
  return name
}
