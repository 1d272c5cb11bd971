import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from '@engawa/core'
import { toStorageError } from '@engawa/durable-fs'
import { checkObject } from '../input/check-values.js'
import type { StorageConfig } from './storage-config.js'

type Read = (text: string) => string | number | boolean

/** `true` and `false`; what else it may say is left for the check to refuse. */
const flag: Read = (text) => (text === 'true' || text === 'false' ? text === 'true' : text)

/** Variable without its prefix → setting, and how it is read where it is no text. */
const variables: readonly (readonly [variable: string, setting: keyof StorageConfig, read?: Read])[] = [
  ['STORAGE_TYPE', 'type'],
  ['STORAGE_FALLBACK', 'fallback'],
  ['STORAGE_FILE_DIRECTORY', 'file_directory'],
  ['STORAGE_SQLITE_PATH', 'sqlite_path'],
  ['STORAGE_OUTAGE_DIRECTORY', 'outage_directory'],
  ['STORAGE_POSTGRES_URL', 'postgres_url'],
  ['STORAGE_POSTGRES_SCHEMA', 'postgres_schema'],
  ['STORAGE_REDIS_URL', 'redis_url'],
  ['STORAGE_REDIS_HOST', 'redis_host'],
  ['STORAGE_REDIS_PORT', 'redis_port', Number],
  ['STORAGE_REDIS_DB', 'redis_db', Number],
  ['STORAGE_REDIS_USERNAME', 'redis_username'],
  ['STORAGE_REDIS_PASSWORD', 'redis_password'],
  ['STORAGE_REDIS_KEY_PREFIX', 'redis_key_prefix'],
  ['STORAGE_ENCRYPTION', 'encryption', flag],
  ['STORAGE_RETENTION_DAYS', 'retention_days', Number],
  ['STORAGE_RETENTION_REMOVAL', 'retention_removal'],
  ['STORAGE_RETENTION_GRACE_DAYS', 'retention_grace_days', Number],
  ['STORAGE_RETENTION_KEEP', 'retention_keep', Number],
  ['STORAGE_ARCHIVE_AFTER_DAYS', 'archive_after_days', Number],
]

/**
 * What the environment says: `ENGAWA_STORAGE_TYPE`, `ENGAWA_STORAGE_REDIS_HOST` … An empty variable counts as unset.
 *
 * @param prefix in front of the names; `ENGAWA_` unless told
 */
export function storageConfigFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  prefix = 'ENGAWA_',
): StorageConfig {
  const given = variables.flatMap(([name, setting, read = (given: string) => given]) => {
    const text = env[`${prefix}${name}`]
    return text === undefined || text === '' ? [] : [[setting, read(text)]]
  })
  return Object.fromEntries(given) as StorageConfig
}

/**
 * What a `storage_config.json` says. Hand it to `storageOptionsFrom`, which checks it, with its folder as `directory`.
 *
 * @throws ConfigError `storage/config` when it is no JSON object, StorageError when it can't be read
 */
export function readStorageConfig(path: string): { readonly config: StorageConfig; readonly directory: string } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw toStorageError(error, path)
  }
  try {
    return { config: checkObject(JSON.parse(text), path), directory: dirname(resolve(path)) }
  } catch {
    // Without the parser's words, which quote the file, and with it perhaps a password.
    throw new ConfigError(`${path} is no JSON object`, { code: 'storage/config', hint: 'Look at it with: jq .' })
  }
}
