import { basename, isAbsolute, join } from 'node:path'
import { getBuiltinModule } from 'node:process'
import { checkObject, checkOneOf, checkText } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { backendTypes } from '../open-backend.js'
import type { BackendOptions, StorageOptions } from '../open-storage.js'
import type { DataKeys } from '../sealing/data-keys.js'
import type { StoreOptions } from '../store-options.js'
import { refuseUnknown } from './known-keys.js'
import { type RedisConfig, redisOptionsFrom } from './redis-config.js'
import { type RetentionConfig, retentionFrom } from './retention-config.js'

/** Where conversations are kept, as a file or variables say it. Paths may be relative; passwords may be named. */
export interface StorageConfig extends RedisConfig, RetentionConfig {
  /** `file` unless told. */
  readonly type?: (typeof backendTypes)[number]
  /** Who stands in while a server is away: `file` unless told, `none` to fail instead. */
  readonly fallback?: 'file' | 'memory' | 'none'
  readonly file_directory?: string
  readonly sqlite_path?: string
  readonly postgres_url?: string
  readonly postgres_schema?: string
  /** Folder for what is written while a server is away. One for each project and each place is made in it. */
  readonly outage_directory?: string
  /** What is written is sealed with the keys that the reader of this configuration has. */
  readonly encryption?: boolean
}

/** What a configuration is read with. */
export interface ConfigContext {
  /** Relative paths start here. */
  readonly directory: string
  /** What `~/` stands for. */
  readonly home?: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Chooses a named connection, and keeps conversations apart from those of other projects. */
  readonly project?: string
  /** For `encryption`. Not asked for anything before something is sealed or opened. */
  readonly keys?: DataKeys
}

const keys = [
  ...['type', 'fallback', 'file_directory', 'sqlite_path', 'postgres_url', 'postgres_schema', 'outage_directory'],
  ...['redis', 'redis_host', 'redis_port', 'redis_db', 'redis_username', 'redis_password', 'redis_password_env'],
  ...['redis_key_prefix', 'redis_url', 'encryption', 'archive_after_days'],
  ...['retention_days', 'retention_removal', 'retention_grace_days', 'retention_keep'],
]

/**
 * Options for `openStorage`. A server comes with what stands in for it, unless `fallback` is `none`.
 *
 * @throws UserError `storage/invalid-input` naming the setting
 */
export function storageOptionsFrom(config: StorageConfig, context: ConfigContext): StorageOptions {
  refuseUnknown(checkObject(config, 'storage'), keys, '')
  const { project } = context
  if (project !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u.test(project)) {
    throw invalidInput('project', 'must be of letters, digits, _, . and -, 64 at the most')
  }
  const type = checkOneOf(config.type ?? 'file', 'type', backendTypes)
  const fallback = checkOneOf(config.fallback ?? 'file', 'fallback', ['file', 'memory', 'none'])
  const primary = primaryOf(type, config, context)
  const whole = { ...encryptionOf(config, context), ...retentionFrom(config) }
  if (type !== 'redis' && type !== 'postgres') return { ...primary, ...whole }
  const journal = { type: 'file', directory: outageFolder(primary, config, context) } as const
  // What an earlier outage has left is merged, also where another one would not be bridged.
  if (fallback === 'none') return { type: 'chain', chain: [primary, journal], required: true, ...whole }
  return { type: 'chain', chain: [primary, ...(fallback === 'file' ? [journal] : []), { type: 'memory' }], ...whole }
}

function encryptionOf({ encryption = false }: StorageConfig, { keys }: ConfigContext): StoreOptions {
  if (typeof encryption !== 'boolean') throw invalidInput('encryption', 'must be true or false')
  if (!encryption) return {}
  if (keys === undefined) throw invalidInput('encryption', 'needs a program that has keys to seal with')
  return { encryption: { keys } }
}

function primaryOf(type: StorageConfig['type'], config: StorageConfig, context: ConfigContext): BackendOptions {
  const place = (path: unknown, field: string) => {
    const given = absolute(path, field, context)
    return context.project === undefined ? given : join(given, '..', 'projects', context.project, basename(given))
  }
  switch (type) {
    case 'sqlite':
      return { type, path: place(config.sqlite_path ?? 'chat.db', 'sqlite_path') }
    case 'postgres': {
      const schema = config.postgres_schema === undefined ? {} : { schema: config.postgres_schema }
      return { type, ...(config.postgres_url === undefined ? {} : { url: config.postgres_url }), ...schema }
    }
    case 'redis':
      return { type, ...redisOptionsFrom(config, context, (path, field) => absolute(path, field, context)) }
    case 'memory':
      return { type }
    default:
      return { type: 'file', directory: place(config.file_directory ?? 'conversations', 'file_directory') }
  }
}

/** Its own for each server, database and prefix: what was meant for one must never be merged into another. */
function outageFolder(primary: BackendOptions, config: StorageConfig, context: ConfigContext): string {
  const base = absolute(config.outage_directory ?? 'outage', 'outage_directory', context)
  return join(
    base,
    `${primary.type}-${getBuiltinModule('node:crypto').createHash('sha256').update(identityOf(primary)).digest('hex').slice(0, 16)}`,
  )
}

/** Where the data is, however one logs in. */
function identityOf(primary: BackendOptions): string {
  if (primary.type === 'redis') {
    const { url, host = '127.0.0.1', port = 6379, db = 0, keyPrefix, sentinel, cluster } = primary
    const place = url === undefined ? [host, port, db] : [withoutCredentials(url)]
    return JSON.stringify([keyPrefix, sentinel?.name, sentinel?.nodes, cluster?.nodes, ...place])
  }
  if (primary.type !== 'postgres') return ''
  return JSON.stringify([withoutCredentials(primary.url ?? ''), primary.schema])
}

function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return ''
  const { host, pathname } = new URL(url)
  return host + pathname
}

function absolute(value: unknown, field: string, { directory, home }: ConfigContext): string {
  const path = checkText(value, field)
  if (path === '' || path.includes('\u0000')) throw invalidInput(field, 'must be a path')
  if (home !== undefined && (path === '~' || path.startsWith('~/'))) return join(home, path.slice(1))
  return isAbsolute(path) ? path : join(directory, path)
}
