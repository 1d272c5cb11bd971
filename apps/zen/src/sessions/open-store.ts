import type { CommandContext } from '@engawa/cli-kit'
import {
  type ChainStore,
  type ChatStore,
  openStorage,
  type StorageConfig,
  type StorageOptions,
  storageOptionsFrom,
} from '@engawa/storage'
import type { OpenSettings } from '../settings/open-settings.js'
import { describeDamage, reportFallback } from './storage-reports.js'

type StoreContext = Pick<CommandContext, 'env' | 'stderr' | 'log' | 'verbosity'>

/** Open where conversations are kept. @param keepNothing `--memory`: nothing touches the disk */
export async function openStore(
  settings: OpenSettings,
  context: StoreContext,
  { keepNothing = false }: { keepNothing?: boolean } = {},
): Promise<ChatStore | ChainStore> {
  if (keepNothing) return openStorage({ type: 'memory' })
  const options = placeOf(settings, context)
  switch (options.type) {
    case 'file':
      return openStorage({ ...options, onReport: (report) => describeDamage(report, context) })
    case 'chain':
      return openStorage({ ...options, onEvent: (event) => reportFallback(event, context) })
    default:
      return openStorage(options)
  }
}

/** Relative paths start in zen's own folder, whichever folder it is called from. */
export function placeOf({ values, directories }: OpenSettings, { env }: Pick<CommandContext, 'env'>): StorageOptions {
  // What comes from JSON has no property that is undefined.
  const { storage: own = {} } = values.projects[values.current_project] ?? {}
  return storageOptionsFrom(values.storage as StorageConfig, {
    env,
    directory: directories.data,
    ...(env.HOME === undefined ? {} : { home: env.HOME }),
    ...(values.current_project === '' ? {} : { project: values.current_project }),
    ownsPostgres: own.postgres_schema !== undefined || own.postgres_url !== undefined,
  })
}

/** Use a store and close it, whatever happens. */
export async function withStore<S extends ChatStore, T>(store: S, work: (store: S) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
