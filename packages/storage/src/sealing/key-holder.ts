import { getBuiltinModule } from 'node:process'
import type { Clock } from '@engawa/core'
import type { DataKey, DataKeys } from './data-keys.js'
import type { Place } from './place.js'
import { keyMissing, keyUnusable } from './seal-errors.js'

/** A key and what tells it from others of the same id. */
export interface KnownKey extends DataKey {
  readonly check: Buffer
}

/** Asking a ring may mean to read and open a file: a rotation elsewhere is noticed this much later. */
const currentForMs = 1_000

/** The keys that a store has met. A store without a ring has none, and says which one it lacks. */
export class KeyHolder {
  readonly #ring: DataKeys | undefined
  readonly #clock: Clock
  readonly #known = new Map<string, KnownKey>()
  #current: { readonly key: Promise<KnownKey | undefined>; readonly asked: number } | undefined

  constructor(ring: DataKeys | undefined, clock: Clock) {
    this.#ring = ring
    this.#clock = clock
  }

  /**
   * Undefined without a ring: things are stored plain. Who asks while it is being asked gets the same promise, so that
   * calls go on in the order in which they came.
   */
  current(): Promise<KnownKey | undefined> {
    const known = this.#current
    if (known !== undefined && this.#clock.monotonic() - known.asked < currentForMs) return known.key
    return this.newest()
  }

  /** As `current`, asked anew. */
  newest(): Promise<KnownKey | undefined> {
    const asking = { key: this.#ask(), asked: this.#clock.monotonic() }
    this.#current = asking
    asking.key.catch(() => {
      if (this.#current === asking) this.#current = undefined
    })
    return asking.key
  }

  /**
   * @param place of what is to be opened
   * @throws StorageError `storage/wrong-key`
   */
  async byId(id: string, place: Place): Promise<KnownKey> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const found = await this.#ring?.byId(id)
    if (found === undefined) throw keyMissing(id, place, this.#ring !== undefined)
    return this.#note({ id, bytes: found.bytes })
  }

  async #ask(): Promise<KnownKey | undefined> {
    const key = await this.#ring?.current()
    return key && (this.#known.get(key.id) ?? this.#note(key))
  }

  #note({ id, bytes }: DataKey): KnownKey {
    if (bytes.length !== 32) throw keyUnusable(id)
    const { createHmac } = getBuiltinModule('node:crypto')
    // Says nothing of the key to who does not have it.
    const check = createHmac('sha256', bytes).update('engawa: which key is this').digest().subarray(0, 8)
    const known = { id, bytes, check }
    this.#known.set(id, known)
    return known
  }
}
