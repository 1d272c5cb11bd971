import { createId, type JsonValue } from '@engawa/core'
import type { KeyValueBackend, KeyValueEntry } from '../backend.js'
import type { Failover, Place } from './failover.js'
import type { KeptValue } from './outage-journal.js'

/** Values of the serving backend. A stand-in keeps each with what a merge has to know, deletions too. */
export class FallbackKeyValue implements KeyValueBackend {
  readonly #failover: Failover

  constructor(failover: Failover) {
    this.#failover = failover
  }

  get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    return this.#failover.run(async (place) => {
      if (place.outage === undefined) return place.backend.kv.get(key, now)
      const { value, expiresAt } = (await keptOf(place, key, now)) ?? {}
      return value === undefined ? undefined : { value, ...(expiresAt === undefined ? {} : { expiresAt }) }
    })
  }

  set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void> {
    return this.#failover.run(({ backend, outage }) =>
      outage === undefined
        ? backend.kv.set(key, value, expiresAt, now)
        : keep(backend.kv, key, { value, ...(expiresAt === undefined ? {} : { expiresAt }) }, now),
    )
  }

  delete(key: string, now: number): Promise<boolean> {
    return this.#failover.run(async (place) => {
      const { backend, outage } = place
      if (outage === undefined) return backend.kv.delete(key, now)
      const wasThere = (await keptOf(place, key, now))?.value !== undefined
      await keep(backend.kv, key, {}, now)
      return wasThere
    })
  }

  async *keys(now: number): AsyncGenerator<string> {
    const keys = await this.#failover.run(async (place) => {
      const found: string[] = []
      for await (const key of place.backend.kv.keys(now)) {
        if (place.outage === undefined || (await keptOf(place, key, now))?.value !== undefined) found.push(key)
      }
      return found
    })
    yield* keys
  }
}

async function keptOf({ backend }: Place, key: string, now: number): Promise<KeptValue | undefined> {
  const kept = (await backend.kv.get(key, now))?.value as unknown as KeptValue | undefined
  return kept?.expiresAt !== undefined && kept.expiresAt <= now ? undefined : kept
}

/** Without a time to live in the stand-in: an expired value still has to end the one in the primary. */
const keep = (kv: KeyValueBackend, key: string, kept: Omit<KeptValue, 'write'>, now: number): Promise<void> =>
  kv.set(key, { write: createId(), ...kept }, undefined, now)
