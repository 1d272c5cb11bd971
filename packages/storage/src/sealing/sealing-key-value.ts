import type { KeyValueBackend } from '../backend.js'
import { envelopeIn, refuseMark, seal, unseal } from './envelope.js'
import type { KeyHolder } from './key-holder.js'
import type { Place } from './place.js'

/** Values never say which version they are of: a new one takes the place of the old. */
export const valuePlace = (key: string): Place => ['kv', key, 1]

/** Values are sealed; keys and their times to live are not. */
export function sealingKeyValue(kv: KeyValueBackend, keys: KeyHolder): KeyValueBackend {
  return {
    get: async (key, now) => {
      const stored = await kv.get(key, now)
      const place = valuePlace(key)
      const envelope = envelopeIn(stored?.value, place)
      if (envelope === undefined) return stored
      return { ...stored, value: unseal(envelope, await keys.byId(envelope.key, place), place) }
    },
    set: async (key, value, expiresAt, now) => {
      refuseMark(value, 'value')
      const current = await keys.current()
      await kv.set(key, current === undefined ? value : seal(value, current, valuePlace(key)), expiresAt, now)
    },
    delete: (key, now) => kv.delete(key, now),
    keys: (now) => kv.keys(now),
  }
}
