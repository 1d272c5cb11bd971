import { readFileSync } from 'node:fs'
import { nearest, UserError } from '@engawa/core'
import type { RedisStorageOptions } from '../backends/redis/redis-options.js'
import type { TlsOptions } from '../backends/server/tls-options.js'
import { checkArray, checkObject, checkText } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { refuseUnknown } from './known-keys.js'
import type { ConfigContext } from './storage-config.js'

export interface RedisNode {
  readonly host?: string
  readonly port?: number
}

/** One server, Sentinel group or cluster. */
export interface RedisConnectionConfig extends RedisNode {
  readonly url?: string
  readonly db?: number
  readonly username?: string
  readonly password?: string
  /** Environment variable that holds the password, so that it stands in no file. */
  readonly password_env?: string
  readonly key_prefix?: string
  /** True, or files in PEM. The server's certificate is always verified. */
  readonly tls?:
    | boolean
    | { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly server_name?: string }
  readonly sentinel?: {
    readonly name: string
    readonly nodes: readonly RedisNode[]
    readonly username?: string
    readonly password_env?: string
  }
  readonly cluster?: { readonly nodes: readonly RedisNode[] }
}

/** Named connections, or one by the settings that begin with `redis_`. */
export interface RedisConfig {
  readonly redis?: {
    readonly connections: Readonly<Record<string, RedisConnectionConfig>>
    /** The connection of projects that have none of their own. */
    readonly default?: string
  }
  readonly redis_url?: string
  readonly redis_host?: string
  readonly redis_port?: number
  readonly redis_db?: number
  readonly redis_username?: string
  readonly redis_password?: string
  readonly redis_password_env?: string
  readonly redis_key_prefix?: string
}

const connectionKeys = [
  ...['url', 'host', 'port', 'db', 'username', 'password', 'password_env', 'key_prefix', 'tls', 'sentinel', 'cluster'],
]
const flatKeys = ['url', 'host', 'port', 'db', 'username', 'password', 'password_env', 'key_prefix'] as const

type PathOf = (path: unknown, field: string) => string

/**
 * The connection of the project: one of its name, else the default one with a key prefix of the project's own.
 *
 * @throws UserError naming the setting
 */
export function redisOptionsFrom(config: RedisConfig, context: ConfigContext, pathOf: PathOf): RedisStorageOptions {
  const { project } = context
  if (config.redis === undefined) {
    const flat = flatKeys.flatMap((key) =>
      config[`redis_${key}`] === undefined ? [] : [[key, config[`redis_${key}`]]],
    )
    return connectionOf(Object.fromEntries(flat), 'redis_', project, context, pathOf)
  }
  refuseUnknown(checkObject(config.redis, 'redis'), ['connections', 'default'], 'redis.')
  const connections = checkObject(config.redis.connections ?? {}, 'redis.connections')
  const names = Object.keys(connections)
  const own = project !== undefined && Object.hasOwn(connections, project)
  const name = own ? project : (config.redis.default ?? (names.length === 1 ? names[0] : undefined))
  if (name === undefined || !Object.hasOwn(connections, name)) throw unknownConnection(name, names)
  const at = `redis.connections.${name}.`
  const connection = checkObject(connections[name], at.slice(0, -1))
  refuseUnknown(connection, connectionKeys, at)
  return connectionOf(connection, at, own ? undefined : project, context, pathOf)
}

function connectionOf(
  connection: RedisConnectionConfig,
  at: string,
  project: string | undefined,
  { env }: ConfigContext,
  pathOf: PathOf,
): RedisStorageOptions {
  const { password_env, key_prefix = 'zen:', tls, sentinel, cluster, ...plain } = connection
  const secret = password_env === undefined ? {} : { password: variable(env, password_env, `${at}password_env`) }
  return {
    ...plain,
    ...secret,
    // A server that has stopped answering is left after as long as one that can't be reached.
    commandTimeoutMs: 5_000,
    keyPrefix: checkText(key_prefix, `${at}key_prefix`) + (project === undefined ? '' : `${project}:`),
    ...(tls === undefined ? {} : { tls: typeof tls === 'boolean' ? tls : pemOf(tls, `${at}tls.`, pathOf) }),
    ...(sentinel === undefined ? {} : { sentinel: sentinelOf(sentinel, `${at}sentinel.`, env) }),
    ...(cluster === undefined ? {} : { cluster: { nodes: nodesOf(cluster.nodes, `${at}cluster.nodes`) } }),
  }
}

function sentinelOf(
  sentinel: NonNullable<RedisConnectionConfig['sentinel']>,
  at: string,
  env: ConfigContext['env'],
): NonNullable<RedisStorageOptions['sentinel']> {
  const { name, nodes, username, password_env } = sentinel
  return {
    name: checkText(name, `${at}name`),
    nodes: nodesOf(nodes, `${at}nodes`),
    ...(username === undefined ? {} : { username: checkText(username, `${at}username`) }),
    ...(password_env === undefined ? {} : { password: variable(env, password_env, `${at}password_env`) }),
  }
}

const nodesOf = (nodes: unknown, at: string): readonly RedisNode[] =>
  checkArray(nodes, at).map((node, index) => checkObject(node, `${at}[${index}]`))

function pemOf(tls: unknown, at: string, pathOf: PathOf): TlsOptions {
  const { ca, cert, key, server_name } = checkObject(tls, at.slice(0, -1))
  const read = (name: 'ca' | 'cert' | 'key', value: unknown) => {
    if (value === undefined) return {}
    const path = pathOf(value, `${at}${name}`)
    try {
      return { [name]: readFileSync(path, 'utf8') }
    } catch (cause) {
      throw invalidInput(`${at}${name}`, `can't be read: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  return {
    ...read('ca', ca),
    ...read('cert', cert),
    ...read('key', key),
    ...(server_name === undefined ? {} : { serverName: checkText(server_name, `${at}server_name`) }),
  }
}

function variable(env: ConfigContext['env'], name: unknown, field: string): string {
  const value = env[checkText(name, field)]
  if (value === undefined || value === '') throw invalidInput(field, `names ${String(name)}, which is not set`)
  return value
}

function unknownConnection(name: string | undefined, names: readonly string[]): UserError {
  if (name === undefined) {
    return new UserError('redis.default does not say which of the Redis connections to use', {
      code: 'storage/unknown-connection',
      hint: `Set it to one of ${names.join(', ') || 'those in redis.connections'}.`,
      details: { field: 'redis.default' },
    })
  }
  const close = nearest(name, names)
  return new UserError(`there is no Redis connection called ${name}`, {
    code: 'storage/unknown-connection',
    hint: close === undefined ? `Those there are: ${names.join(', ') || 'none'}.` : `Did you mean ${close}?`,
    details: { field: 'redis.default' },
  })
}
