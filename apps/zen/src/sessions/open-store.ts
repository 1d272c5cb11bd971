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
import type { RingContext } from './data-keys.js'
import { describeDamage, reportFallback } from './storage-reports.js'

type StoreContext = RingContext & Pick<CommandContext, 'log' | 'verbosity'>

export interface OpenOptions {
  /** `--memory`: nothing touches the disk. */
  readonly keepNothing?: boolean
  /** Nobody is asked for a passphrase: what is sealed then can't be read, unless the environment or a keyring opens it. */
  readonly quietly?: boolean
}

/** Open where conversations are kept. */
export async function openStore(
  settings: OpenSettings,
  context: StoreContext,
  { keepNothing = false, quietly = false }: OpenOptions = {},
): Promise<ChatStore | ChainStore> {
  if (keepNothing) return openStorage({ type: 'memory' })
  const options = await placeOf(settings, context, { quietly })
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
export async function placeOf(
  { values, directories }: OpenSettings,
  context: RingContext,
  options: Pick<OpenOptions, 'quietly'> = {},
): Promise<StorageOptions> {
  const { env } = context
  // Loaded by those alone who keep things sealed.
  const keys = values.storage.encryption ? (await import('./data-keys.js')).openDataKeys(context, options) : undefined
  // What comes from JSON has no property that is undefined.
  return storageOptionsFrom(values.storage as StorageConfig, {
    env,
    directory: directories.data,
    ...(env.HOME === undefined ? {} : { home: env.HOME }),
    ...(values.current_project === '' ? {} : { project: values.current_project }),
    ...(keys && { keys }),
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
