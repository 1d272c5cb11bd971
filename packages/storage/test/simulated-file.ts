import { below, type Random } from './random.js'

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number }

/** Disks write these whole; a larger write may be done in part and in any order. */
const sector = 512

/**
 * A file of which only what was synced is certain. What was written since may survive a power loss, whole, in part, in
 * another order, or not at all; where a part is missing stand zeros, or what the disk held there before.
 */
export class SimulatedFile {
  readonly number: number
  /** What programs see. */
  bytes: Buffer = Buffer.alloc(0)
  #durable: Buffer = Buffer.alloc(0)
  /** In the order of their making; those that a failed sync let go of are no longer tried by the next one. */
  #pending: { readonly change: Change; readonly isGivenUp: boolean }[] = []

  constructor(number: number) {
    this.number = number
  }

  /** Change it behind everybody's back, on the disk itself. */
  put(bytes: Buffer): void {
    this.bytes = bytes
    this.#durable = bytes
    this.#pending = []
  }

  write(at: number, bytes: Uint8Array): void {
    this.#change({ kind: 'write', at, bytes: Buffer.from(bytes) })
  }

  truncate(size: number): void {
    this.#change({ kind: 'truncate', size })
  }

  sync(): void {
    for (const { change, isGivenUp } of this.#pending) {
      if (!isGivenUp) this.#durable = applied(this.#durable, change)
    }
    this.#pending = this.#pending.filter(({ isGivenUp }) => isGivenUp)
  }

  /** As Linux does it: the error is told once, and what could not be written counts as written from then on. */
  failToSync(): void {
    this.#pending = this.#pending.map(({ change }) => ({ change, isGivenUp: true }))
  }

  /** The same file after a power loss. */
  survivor(random: Random): SimulatedFile {
    const changes = this.#pending.map(({ change }) => change)
    const file = new SimulatedFile(this.number)
    file.put(surviving(this.#durable, changes, random))
    return file
  }

  #change(change: Change): void {
    this.bytes = applied(this.bytes, change)
    this.#pending.push({ change, isGivenUp: false })
  }
}

function surviving(durable: Buffer, changes: readonly Change[], random: Random): Buffer {
  const way = below(random, 4)
  if (way === 0 || changes.length === 0) return durable
  if (way === 1) return changes.reduce(applied, durable)
  const pieces = changes.flatMap(inSectors)
  if (way === 2) return pieces.slice(0, below(random, pieces.length + 1)).reduce(applied, durable)
  // In any order: the size tells of writes that were never made.
  const stale = random() < 0.5
  return pieces.reduce((bytes, piece) => {
    if (random() < 0.5) return applied(bytes, piece)
    // Where something durable stands, it is that which stays.
    if (!stale || piece.kind !== 'write' || piece.at < durable.length) return bytes
    return applied(bytes, { ...piece, bytes: staleBytes(durable, piece) })
  }, durable)
}

/** What some other file once had there: much like ours, and not ours. */
function staleBytes(durable: Buffer, { bytes }: { readonly bytes: Buffer }): Buffer {
  if (durable.length < bytes.length) return Buffer.alloc(bytes.length)
  return Buffer.from(
    durable
      .subarray(0, bytes.length)
      .toString('latin1')
      .replace(/[a-h]{2}|\d/g, swapped),
    'latin1',
  )
}

/** The same length and the same kind of characters, so that JSON stays JSON. */
const swapped = (found: string): string =>
  found.length === 2 ? 'zz' : found === '1' ? '1' : String((Number(found) + 5) % 10)

function inSectors(change: Change): Change[] {
  if (change.kind === 'truncate') return [change]
  const pieces: Change[] = []
  for (let from = 0; from < change.bytes.length; ) {
    const at = change.at + from
    const to = Math.min(change.bytes.length, from + sector - (at % sector))
    pieces.push({ kind: 'write', at, bytes: change.bytes.subarray(from, to) })
    from = to
  }
  return pieces
}

function applied(bytes: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return bytes.subarray(0, change.size)
  const end = change.at + change.bytes.length
  const result = Buffer.alloc(Math.max(bytes.length, end))
  result.set(bytes)
  result.set(change.bytes, change.at)
  return result
}
