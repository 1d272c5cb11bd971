import { createId, systemClock } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ChatStore, Health } from '../chat-store.js'
import type { Watch } from '../entities/change.js'
import { storeClosed } from '../store-errors.js'
import type { StoreOptions } from '../store-options.js'
import { entityStores } from './entity-stores.js'
import { exportLines } from './exporting.js'
import { importLines } from './importing.js'
import { keyValueStore } from './key-value-store.js'
import { searchStore } from './search-store.js'
import { openWatch } from './watching.js'

/**
 * The chat store over one backend. What all backends have in common stands here, once: checking what comes in,
 * choosing ids, reading the clock, cursors.
 */
export function chatStoreOver(backend: Backend, options: StoreOptions = {}): ChatStore {
  const clock = options.clock ?? systemClock
  const newId = options.createId ?? createId
  const watches = new Set<Watch>()
  let closed: Promise<void> | undefined

  const open = (): Backend => {
    if (closed !== undefined) throw storeClosed()
    return backend
  }
  const health = async (): Promise<Health> => {
    const started = clock.monotonic()
    const details = await open().health()
    return { healthy: true, latencyMs: clock.monotonic() - started, details }
  }

  return {
    get info() {
      return backend.info
    },
    ...entityStores(open, clock, newId),
    kv: keyValueStore(open, clock),
    search: searchStore(open),
    searchIndex: { rebuild: async () => open().rebuildSearch() },
    watch: async (watchOptions = {}) => {
      const watch = await openWatch(open(), watchOptions, (ended) => watches.delete(ended))
      watches.add(watch)
      return watch
    },
    export: (exportOptions = {}) => exportLines(open, exportOptions),
    import: async (lines) => importLines(open(), lines),
    health,
    close: () => {
      closed ??= Promise.all([...watches].map((watch) => watch.close())).then(() => backend.close())
      return closed
    },
  }
}
