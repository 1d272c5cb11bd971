import type { JsonValue } from '@engawa/core'
import type { KeyValueBackend, KeyValueEntry, Replacement } from '../../backend.js'

interface Entry {
  /** As JSON, so that nobody's later change to the object reaches it. */
  readonly json: string
  readonly expiresAt: number | undefined
}

export class MemoryKeyValue implements KeyValueBackend {
  readonly #entries = new Map<string, Entry>()

  async get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    const entry = this.#live(key, now)
    if (entry === undefined) return undefined
    const { json, expiresAt } = entry
    return { value: JSON.parse(json) as JsonValue, ...(expiresAt === undefined ? {} : { expiresAt }) }
  }

  async set(key: string, value: JsonValue, expiresAt: number | undefined): Promise<void> {
    this.#entries.set(key, { json: JSON.stringify(value), expiresAt })
  }

  async delete(key: string, now: number): Promise<boolean> {
    return this.#live(key, now) !== undefined && this.#entries.delete(key)
  }

  /** Delete a key whose value is still the one that is meant. */
  async deleteIf(key: string, isMeant: (value: JsonValue) => boolean): Promise<void> {
    const entry = this.#entries.get(key)
    if (entry !== undefined && isMeant(JSON.parse(entry.json) as JsonValue)) this.#entries.delete(key)
  }

  async rewrite(key: string, { from, to }: Replacement<JsonValue>): Promise<boolean> {
    const entry = this.#entries.get(key)
    if (entry?.json !== JSON.stringify(from)) return false
    this.#entries.set(key, { ...entry, json: JSON.stringify(to) })
    return true
  }

  async *keys(now: number): AsyncGenerator<string> {
    for (const key of [...this.#entries.keys()]) {
      if (this.#live(key, now) !== undefined) yield key
    }
  }

  /** Expired entries go when they are met. */
  #live(key: string, now: number): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry?.expiresAt === undefined || entry.expiresAt > now) return entry
    this.#entries.delete(key)
    return undefined
  }
}
