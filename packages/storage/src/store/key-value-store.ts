import type { Clock } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { KeyValueStore } from '../chat-store.js'
import { matchesGlob } from '../glob.js'
import { checkId, checkJson, checkText } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'

export function keyValueStore(backend: () => Backend, clock: Clock): KeyValueStore {
  const get: KeyValueStore['get'] = async (key) => {
    const entry = await backend().kv.get(checkId(key, 'key'), clock.now())
    return entry?.value
  }
  return {
    get,
    has: async (key) => (await get(key)) !== undefined,
    set: async (key, value, { ttlMs } = {}) => {
      const now = clock.now()
      const expiresAt = ttlMs === undefined ? undefined : now + checkTtl(ttlMs)
      await backend().kv.set(checkId(key, 'key'), checkJson(value, 'value'), expiresAt, now)
    },
    delete: async (key) => backend().kv.delete(checkId(key, 'key'), clock.now()),
    async *keys(glob = '*') {
      const wanted = checkText(glob, 'glob')
      for await (const key of backend().kv.keys(clock.now())) {
        if (matchesGlob(key, wanted)) yield key
      }
    },
  }
}

function checkTtl(ttlMs: unknown): number {
  if (typeof ttlMs !== 'number' || !Number.isFinite(ttlMs) || ttlMs <= 0) {
    throw invalidInput('ttlMs', 'must be a number of milliseconds greater than 0')
  }
  return ttlMs
}
