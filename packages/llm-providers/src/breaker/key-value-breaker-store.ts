import type { JsonValue } from '@engawa/core'
import type { BreakerStore } from './breaker-store.js'
import { parseState } from './parse-state.js'

/** The part of a key/value store that breakers need. `@engawa/storage`'s `KeyValueStore` has it. */
export interface BreakerKeyValue {
  get(key: string): Promise<JsonValue | undefined>
  set(key: string, value: JsonValue, options: { readonly ttlMs: number }): Promise<void>
  delete(key: string): Promise<unknown>
}

/** Long after every record has lost its meaning. */
const ttlMs = 60 * 60_000

/**
 * Breakers in a key/value store, shared by all machines that use it. Such a store has no atomic change: of two
 * failures at the same moment one may not be counted, and of two probes both may go. Both cost one request.
 */
export const keyValueBreakerStore = (store: BreakerKeyValue, prefix = 'breaker:'): BreakerStore => ({
  read: async (provider) => parseState(await store.get(prefix + provider)),
  async update(provider, change) {
    const before = parseState(await store.get(prefix + provider))
    const after = change(before)
    if (after === undefined) await store.delete(prefix + provider)
    else if (after !== before) await store.set(prefix + provider, { ...after }, { ttlMs })
    return after
  },
})
