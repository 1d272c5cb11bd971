import { join } from 'node:path'
import { getBuiltinModule } from 'node:process'
import type { Blob, Replacement } from '../../backend.js'
import type { Collection } from '../../entities/change.js'
import type { Disk } from './disk.js'

/** The bytes of records: one file for each content of each record, named by its hash, written once and then never again. */
export class FileBlobs {
  readonly #disk: Disk
  readonly #directory: string
  #isSettled = false

  constructor(disk: Disk, directory: string) {
    this.#disk = disk
    this.#directory = directory
  }

  /** On the disk when it returns. */
  write(collection: Collection, id: string, { hash, bytes }: Blob): void {
    const path = this.#pathOf(collection, id, hash)
    // Of the same length it is the same: files of this kind are there whole, or not at all. Sealed, it opens to the same.
    if (this.#disk.inspect(path)?.size === bytes.byteLength) return
    if (!this.#isSettled) this.#disk.createDirectory(this.#directory)
    this.#isSettled = true
    this.#disk.replace(path, bytes)
  }

  read(collection: Collection, id: string, hash: string): Uint8Array | undefined {
    return this.#disk.read(this.#pathOf(collection, id, hash))
  }

  /** Whether the file was still what `from` says. */
  rewrite(collection: Collection, id: string, hash: string, { from, to }: Replacement<Uint8Array>): boolean {
    const path = this.#pathOf(collection, id, hash)
    if (this.#disk.read(path)?.equals(from) !== true) return false
    this.#disk.replace(path, to)
    return true
  }

  /** All of a record, also those whose version was never written because its writer was killed. */
  async removeAll(collection: Collection, id: string): Promise<void> {
    const start = startOf(collection, id)
    let removed = false
    for await (const name of this.#disk.list(this.#directory)) {
      if (name.startsWith(start)) removed = this.#disk.remove(join(this.#directory, name)) || removed
    }
    if (removed) this.#disk.syncDirectory(this.#directory)
  }

  #pathOf(collection: Collection, id: string, hash: string): string {
    return join(this.#directory, startOf(collection, id) + hash)
  }
}

/** The record by the hash of its id, as ids are long and a name holds two of them. */
const startOf = (collection: Collection, id: string): string =>
  `${collection}.${getBuiltinModule('node:crypto').createHash('sha256').update(id).digest('hex').slice(0, 40)}.`
