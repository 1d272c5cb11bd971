import { createId, systemClock } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ChatStore, Health } from '../chat-store.js'
import type { Watch } from '../entities/change.js'
import { checkInteger } from '../input/check-values.js'
import { checkRetention, noRetention } from '../retention/check-retention.js'
import { SessionUses } from '../retention/session-uses.js'
import { sweep } from '../retention/sweep.js'
import { sealedWith } from '../sealing/sealed-with.js'
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
 * choosing ids, reading the clock, cursors, encryption.
 */
export function chatStoreOver(stored: Backend, options: StoreOptions = {}): ChatStore {
  const clock = options.clock ?? systemClock
  const newId = options.createId ?? createId
  const { backend, reseal, archive } = sealedWith(stored, options, clock)
  const retention = checkRetention(options.retention)
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

  const entities = entityStores(open, clock, newId)
  const uses = retention && new SessionUses(open, clock, retention.maxAgeMs)

  return {
    get info() {
      return backend.info
    },
    ...entities,
    ...(uses && { messages: uses.messages(entities.messages), sessions: uses.sessions(entities.sessions) }),
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
    reseal: async (resealOptions) => {
      open()
      return reseal(resealOptions)
    },
    sweep: async ({ now = clock.now() } = {}) => {
      if (retention === undefined || uses === undefined) throw noRetention()
      return sweep(open(), retention, uses, checkInteger(now, 'now', 0), {
        purge: entities.sessions.purge,
        archive,
      })
    },
    health,
    close: () => {
      closed ??= Promise.all([...watches].map((watch) => watch.close())).then(() => backend.close())
      return closed
    },
  }
}
