import { basename, join } from 'node:path'
import type { Damage, DamageReport, OnReport } from './damage.js'
import type { Disk } from './disk.js'

/**
 * Keeps a copy of what could not be read, and says so, once for each place. The log itself is left as it is: a later
 * version, or a person, may still make something of it.
 */
export class Quarantine {
  readonly #disk: Disk
  readonly #directory: string
  readonly #onReport: OnReport
  readonly #reports = new Map<string, DamageReport>()

  constructor(disk: Disk, directory: string, onReport: OnReport) {
    this.#disk = disk
    this.#directory = directory
    this.#onReport = onReport
  }

  /** Everything found by this process. */
  get reports(): readonly DamageReport[] {
    return [...this.#reports.values()]
  }

  take({ kind, path, offset, bytes }: Damage): void {
    const place = `${path}:${offset}`
    if (this.#reports.has(place)) return
    const copy = this.#keep(`${basename(path, '.jsonl')}.${offset}`, bytes)
    const report = { kind, path, offset, length: bytes.length, ...(copy === undefined ? {} : { quarantine: copy }) }
    this.#reports.set(place, report)
    this.#onReport(report)
  }

  /** Takes away the copies made of one log, and what is known of it. */
  async forget(path: string): Promise<void> {
    const start = `${basename(path, '.jsonl')}.`
    for await (const name of this.#disk.list(this.#directory)) {
      const isOfLog = name.startsWith(start) && /^\d+$/.test(name.slice(start.length))
      if (isOfLog) this.#disk.remove(join(this.#directory, name))
    }
    for (const [place, report] of this.#reports) if (report.path === path) this.#reports.delete(place)
  }

  /** Reading goes on where nothing can be written: the report then says that there is no copy. */
  #keep(name: string, bytes: Buffer): string | undefined {
    const path = join(this.#directory, name)
    try {
      if (this.#disk.inspect(path)?.size !== bytes.length) this.#disk.replace(path, bytes)
      return path
    } catch {
      return undefined
    }
  }
}
