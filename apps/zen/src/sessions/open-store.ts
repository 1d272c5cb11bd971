import { isAbsolute, join } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { expandHome } from '@engawa/config'
import { type ChatStore, type DamageReport, openStorage } from '@engawa/storage'
import type { OpenSettings } from '../settings/open-settings.js'

/** Open where conversations are kept. @param keepNothing `--memory`: nothing touches the disk */
export async function openStore(
  { values, directories }: OpenSettings,
  { env, stderr, log }: Pick<CommandContext, 'env' | 'stderr' | 'log'>,
  { keepNothing = false }: { keepNothing?: boolean } = {},
): Promise<ChatStore> {
  const { type, file_directory, sqlite_path } = values.storage
  if (keepNothing || type === 'memory') return openStorage({ type: 'memory' })
  const place = (path: string) => {
    const expanded = expandHome(path, env.HOME ?? '')
    return isAbsolute(expanded) ? expanded : join(directories.data, expanded)
  }
  return type === 'sqlite'
    ? openStorage({ type: 'sqlite', path: place(sqlite_path) })
    : openStorage({
        type: 'file',
        directory: place(file_directory),
        onReport: (report) => {
          stderr.write(`warning: ${describeDamage(report)}\n`)
          log.warn('a conversation is damaged', { ...report })
        },
      })
}

/** What can't be read is passed over, but never in silence. */
function describeDamage({ kind, path, offset, quarantine }: DamageReport): string {
  if (kind === 'torn-tail') return `${path} ends in a write that was cut off; it had not been acknowledged`
  const kept = quarantine === undefined ? '' : `; its bytes are kept in ${quarantine}`
  return `${path} has a damaged record at byte ${offset}, which is left out${kept}`
}

/** Use a store and close it, whatever happens. */
export async function withStore<T>(store: ChatStore, work: (store: ChatStore) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
