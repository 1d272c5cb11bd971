import { isAbsolute, join } from 'node:path'
import { expandHome } from '@engawa/config'
import { type ChatStore, openStorage } from '@engawa/storage'
import type { OpenSettings } from '../settings/open-settings.js'

/** Open where conversations are kept. @param keepNothing `--memory`: nothing touches the disk */
export async function openStore(
  { values, directories }: OpenSettings,
  { keepNothing = false, home = '' }: { keepNothing?: boolean; home?: string } = {},
): Promise<ChatStore> {
  const { type, file_directory, sqlite_path } = values.storage
  if (keepNothing || type === 'memory') return openStorage({ type: 'memory' })
  const place = (path: string) => {
    const expanded = expandHome(path, home)
    return isAbsolute(expanded) ? expanded : join(directories.data, expanded)
  }
  return type === 'sqlite'
    ? openStorage({ type: 'sqlite', path: place(sqlite_path) })
    : openStorage({ type: 'file', directory: place(file_directory) })
}

/** Use a store and close it, whatever happens. */
export async function withStore<T>(store: ChatStore, work: (store: ChatStore) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
