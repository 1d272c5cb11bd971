import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { textIn } from '../../../packing/packed-message.js'
import type { Draft } from '../../../search/segments/draft.js'
import type { Disk, ReadableFile } from '../disk.js'
import { isMessages } from '../log-reader.js'
import { messagesOf } from '../record.js'
import type { SessionFiles } from '../session-files.js'
import type { CoveredLog, Manifest } from './manifest.js'

/** Bytes that tell one log from another: an append's checksum is among them. */
const sealed = 64

interface Known extends CoveredLog {
  /** Absent until this process has looked at the log. */
  readonly identity?: string
}

/** How much of each log is indexed, in segments or in the draft. */
export class CoveredLogs {
  readonly #disk: Disk
  readonly #files: SessionFiles
  readonly #known = new Map<string, Known>()
  readonly #paths = new Map<number, string>()
  #nextSource: number
  /** Numbers of logs that were indexed and are no more, or no longer what they were. */
  #gone: Set<number>

  constructor(disk: Disk, files: SessionFiles, manifest: Omit<Manifest, 'stamp' | 'segments'> | undefined) {
    this.#disk = disk
    this.#files = files
    this.#nextSource = manifest?.nextSource ?? 0
    this.#gone = new Set(manifest?.gone)
    for (const [name, covered] of Object.entries(manifest?.sources ?? {})) {
      this.#set(join(files.directory, name), covered)
    }
  }

  get gone(): ReadonlySet<number> {
    return this.#gone
  }

  /** Of those that are gone, no words are left but of these. */
  forgetAllBut(gone: readonly number[]): void {
    this.#gone = new Set(gone)
  }

  get nextSource(): number {
    return this.#nextSource
  }

  /** The log behind a number; undefined when it is gone. */
  path(source: number): string | undefined {
    return this.#paths.get(source)
  }

  numberOf(path: string): number | undefined {
    return this.#known.get(path)?.source
  }

  /** As a manifest keeps it. */
  sources(): Readonly<Record<string, CoveredLog>> {
    const entries = [...this.#known].map(([path, { source, end, seal }]) => [basename(path), { source, end, seal }])
    return Object.fromEntries(entries)
  }

  /**
   * Read what was appended to any log since.
   *
   * @param draft called for each log: what takes its texts
   */
  async catchUp(draft: () => Promise<Draft>): Promise<void> {
    const left = new Set(this.#known.keys())
    for await (const path of this.#files.paths()) {
      left.delete(path)
      const now = this.#disk.inspect(path)
      if (now === undefined || !this.#mustRead(path, now)) continue
      const taking = await draft()
      this.#files.read(path, (reader, file) => {
        const known = this.#stillThere(path, file)
        const source = known?.source ?? this.#nextSource++
        for (const placed of reader.forward(known?.end)) {
          if (!isMessages(placed)) continue
          for (const message of messagesOf(placed.record, '')) {
            const { seq, role, createdAt } = message
            taking.add({ source, place: placed.start, seq, role, at: Date.parse(createdAt) }, textIn(message))
          }
        }
        this.#set(path, { source, end: reader.end, seal: sealOf(file, reader.end), identity: file.identity })
      })
    }
    for (const path of left) this.#lose(path)
  }

  #mustRead(path: string, now: { readonly identity: string; readonly size: number }): boolean {
    const known = this.#known.get(path)
    // Which file it is comes before its size: another log may be as long.
    return known?.identity !== now.identity || known.end !== now.size
  }

  /** What is known of a log, unless another is in its place. */
  #stillThere(path: string, file: ReadableFile): Known | undefined {
    const known = this.#known.get(path)
    if (known === undefined) return undefined
    const isSame = known.identity === undefined || known.identity === file.identity
    if (isSame && known.end <= file.size() && sealOf(file, known.end) === known.seal) return known
    this.#lose(path)
    return undefined
  }

  #set(path: string, known: Known): void {
    this.#known.set(path, known)
    this.#paths.set(known.source, path)
  }

  #lose(path: string): void {
    const known = this.#known.get(path)
    if (known === undefined) return
    this.#known.delete(path)
    this.#paths.delete(known.source)
    this.#gone.add(known.source)
  }
}

function sealOf(file: ReadableFile, end: number): number {
  const start = Math.max(0, end - sealed)
  return crc32(file.read(start, end - start))
}
