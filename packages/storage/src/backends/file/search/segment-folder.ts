import { join } from 'node:path'
import { DamagedIndex, type PageCache } from '../../../search/segments/checked-bytes.js'
import { Segment } from '../../../search/segments/segment.js'
import { collect } from '../collect.js'
import type { Disk } from '../disk.js'
import { decodeManifest, encodeManifest, type Manifest } from './manifest.js'

const ending = '.segment'

/** A segment, and the open file it is read from: it stays readable when its name is gone. */
export interface OpenSegment {
  readonly name: string
  readonly segment: Segment
  close(): void
}

/**
 * Segments on the disk, and the manifest that says which of them count. A segment is on the disk before a manifest
 * names it, and a manifest is replaced as a whole: whoever is killed leaves at most a file that nobody names.
 */
export class SegmentFolder {
  readonly #disk: Disk
  readonly #directory: string
  readonly #cache: PageCache

  constructor(disk: Disk, directory: string, cache: PageCache) {
    this.#disk = disk
    this.#directory = directory
    this.#cache = cache
  }

  /** Changes when another manifest is written, nearly always. */
  version(): string | undefined {
    const found = this.#disk.inspect(this.#manifest)
    return found && `${found.identity} ${found.size}`
  }

  manifest(): Manifest | undefined {
    const bytes = this.#disk.read(this.#manifest)
    return bytes && decodeManifest(bytes)
  }

  /** @throws DamagedIndex also when it is gone */
  open(name: string): OpenSegment {
    const file = this.#disk.openForReading(join(this.#directory, name))
    if (file === undefined) throw new DamagedIndex(name)
    try {
      const read = (offset: number, length: number) => file.read(offset, length)
      return { name, segment: new Segment({ name, size: file.size(), read }, this.#cache), close: () => file.close() }
    } catch (error) {
      file.close()
      throw error
    }
  }

  write(id: string, bytes: Buffer): string {
    const name = id + ending
    this.#disk.createDirectory(this.#directory)
    this.#disk.replace(join(this.#directory, name), bytes)
    return name
  }

  remove(name: string): void {
    this.#disk.remove(join(this.#directory, name))
  }

  /**
   * Let a manifest take the place of the one that it was made from.
   *
   * @returns false when somebody else was faster, or took a segment for left over
   */
  commit(from: Manifest | undefined, manifest: Manifest): Promise<boolean> {
    return this.#exclusively(() => {
      if (this.manifest()?.stamp !== from?.stamp) return false
      const isThere = ({ name }: { readonly name: string }) =>
        this.#disk.inspect(join(this.#directory, name)) !== undefined
      if (!manifest.segments.every(isThere)) return false
      this.#disk.replace(this.#manifest, encodeManifest(manifest))
      return true
    })
  }

  /** Remove the segments that no manifest names. */
  async tidy(): Promise<void> {
    const names = (await collect(this.#disk.list(this.#directory))).filter((name) => name.endsWith(ending))
    const unnamed = () => {
      const named = new Set(this.manifest()?.segments.map(({ name }) => name))
      return names.filter((name) => !named.has(name))
    }
    if (unnamed().length === 0) return
    await this.#exclusively(() => {
      for (const name of unnamed()) this.remove(name)
    })
  }

  get #manifest(): string {
    return join(this.#directory, 'manifest.json')
  }

  #exclusively<T>(work: () => T): Promise<T> {
    return this.#disk.exclusively(join(this.#directory, '.lock'), work)
  }
}
