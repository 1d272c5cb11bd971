import type { Session } from '@engawa/core'
import type { Disk } from './disk.js'
import { sealLine, unsealLine } from './sealed-line.js'

/** What a log said of its session when it was last read, and which file of which length it was then. */
export interface Summary {
  readonly identity: string
  readonly size: number
  readonly session: Session | undefined
}

interface Catalog {
  readonly sessions: readonly (readonly [name: string, identity: string, size: number, session: Session | null])[]
}

/** So many logs are read anew at each listing before it is worth a write to keep what they say. */
const fewest = 32

/**
 * What listing learned, kept for the next process: a folder of a thousand conversations is listed by looking at their
 * files' lengths, without opening one. Derived and never trusted: an entry counts only for the very file it was read
 * from, and a catalog that is damaged, or gone, is made again.
 */
export class SessionCatalog {
  readonly #disk: Disk
  readonly #path: string

  constructor(disk: Disk, path: string) {
    this.#disk = disk
    this.#path = path
  }

  read(): Map<string, Summary> {
    try {
      const kept = unsealLine<Catalog>(this.#disk.read(this.#path) ?? Buffer.alloc(0))
      return new Map(
        kept?.sessions.map(([name, identity, size, session]) => [
          name,
          { identity, size, session: session ?? undefined },
        ]),
      )
    } catch {
      return new Map()
    }
  }

  /** @param fresh how many of the sessions it has not */
  isWorthKeeping(sessions: number, fresh: number): boolean {
    return fresh >= Math.max(fewest, sessions / 16)
  }

  keep(summaries: ReadonlyMap<string, Summary>): void {
    const sessions = [...summaries].map(([name, { identity, size, session }]) => [
      name,
      identity,
      size,
      session ?? null,
    ])
    try {
      this.#disk.replace(this.#path, sealLine({ sessions }).subarray(0, -1))
    } catch {
      // A faster next listing is not worth an error in this one.
    }
  }

  /** Nothing of a conversation that is to be gone may stay here. */
  forget(): void {
    this.#disk.remove(this.#path)
  }
}
