import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type JsonValue, StorageError } from '@engawa/core'
import type { KeyValueBackend, KeyValueEntry, Replacement } from '../../backend.js'
import { collect } from './collect.js'
import type { Disk } from './disk.js'
import { fileNameOf } from './file-name.js'

const ending = '.json'

interface Entry {
  /** Version of the format. */
  readonly v: 1
  readonly key: string
  /** Milliseconds since the Unix epoch; forever when absent. */
  readonly expiresAt?: number
  readonly value: JsonValue
}

/**
 * One file for each key, replaced as a whole. Readers need no lock; writers and sweepers share one, so that sweeping an
 * expired entry never takes away a new one.
 */
export class FileKeyValue implements KeyValueBackend {
  readonly #disk: Disk
  readonly #directory: string

  constructor(disk: Disk, directory: string) {
    this.#disk = disk
    this.#directory = directory
  }

  async get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    const entry = this.#read(this.#pathOf(key))
    if (entry === undefined || !isLive(entry, now)) return undefined
    const { value, expiresAt } = entry
    return { value, ...(expiresAt === undefined ? {} : { expiresAt }) }
  }

  async set(key: string, value: JsonValue, expiresAt: number | undefined): Promise<void> {
    const entry: Entry = { v: 1, key, ...(expiresAt === undefined ? {} : { expiresAt }), value }
    await this.#exclusively(() => this.#disk.replace(this.#pathOf(key), `${JSON.stringify(entry)}\n`))
  }

  async delete(key: string, now: number): Promise<boolean> {
    const path = this.#pathOf(key)
    return this.#exclusively(() => {
      const entry = this.#read(path)
      return this.#disk.remove(path) && entry !== undefined && isLive(entry, now)
    })
  }

  /** Delete a key whose value is still the one that is meant. */
  async deleteIf(key: string, isMeant: (value: JsonValue) => boolean): Promise<void> {
    const path = this.#pathOf(key)
    await this.#exclusively(() => {
      const entry = this.#read(path)
      if (entry !== undefined && isMeant(entry.value)) this.#disk.remove(path)
    })
  }

  async rewrite(key: string, { from, to }: Replacement<JsonValue>): Promise<boolean> {
    const path = this.#pathOf(key)
    return this.#exclusively(() => {
      const entry = this.#read(path)
      if (entry === undefined || !isDeepStrictEqual(entry.value, from)) return false
      this.#disk.replace(path, `${JSON.stringify({ ...entry, value: to })}\n`)
      return true
    })
  }

  async *keys(now: number): AsyncGenerator<string> {
    let expired = false
    for await (const name of this.#disk.list(this.#directory)) {
      const entry = name.endsWith(ending) ? this.#read(join(this.#directory, name)) : undefined
      if (entry === undefined) continue
      if (isLive(entry, now)) yield entry.key
      else expired = true
    }
    if (expired) await this.#sweep(now)
  }

  async #sweep(now: number): Promise<void> {
    const names = await collect(this.#disk.list(this.#directory))
    await this.#exclusively(() => {
      for (const name of names.filter((one) => one.endsWith(ending))) {
        const path = join(this.#directory, name)
        const entry = this.#read(path)
        if (entry !== undefined && !isLive(entry, now)) this.#disk.remove(path)
      }
    })
  }

  #exclusively<T>(work: () => T): Promise<T> {
    return this.#disk.exclusively(join(this.#directory, '.lock'), work)
  }

  #pathOf(key: string): string {
    return join(this.#directory, fileNameOf(key) + ending)
  }

  #read(path: string): Entry | undefined {
    const bytes = this.#disk.read(path)
    if (bytes === undefined) return undefined
    try {
      const entry = JSON.parse(bytes.toString()) as Partial<Entry> | null
      if (entry?.v === 1 && typeof entry.key === 'string' && entry.value !== undefined) return entry as Entry
    } catch {}
    throw new StorageError(`${path} is damaged`, {
      code: 'storage/corrupt',
      hint: 'It holds one key of the key/value store. Move it away; the rest does not depend on it.',
    })
  }
}

const isLive = ({ expiresAt }: Entry, now: number): boolean => expiresAt === undefined || expiresAt > now
