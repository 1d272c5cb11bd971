import { createId, systemClock } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ChatStore, Health } from '../chat-store.js'
import { storeClosed } from '../store-errors.js'
import type { StoreOptions } from '../store-options.js'
import { keyValueStore } from './key-value-store.js'
import { messageStore } from './message-store.js'
import { searchStore } from './search-store.js'
import { sessionStore } from './session-store.js'

/**
 * The chat store over one backend. What all backends have in common stands here, once: checking what comes in,
 * choosing ids, reading the clock, cursors.
 */
export function chatStoreOver(backend: Backend, options: StoreOptions = {}): ChatStore {
  const clock = options.clock ?? systemClock
  const newId = options.createId ?? createId
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
    sessions: sessionStore(open, clock, newId),
    messages: messageStore(open, clock, newId),
    kv: keyValueStore(open, clock),
    search: searchStore(open),
    searchIndex: { rebuild: async () => open().rebuildSearch() },
    health,
    close: () => {
      closed ??= backend.close()
      return closed
    },
  }
}
