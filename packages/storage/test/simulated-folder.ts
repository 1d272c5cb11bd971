import { below, type Random } from './random.js'
import type { SimulatedFile } from './simulated-file.js'

export type Entry = SimulatedFile | SimulatedFolder

/** Names that change together: a rename takes one away and gives one. */
type Change = readonly (readonly [name: string, entry: Entry | undefined])[]

/** A folder of which only the entries that were synced are certain. */
export class SimulatedFolder {
  readonly number: number
  entries: ReadonlyMap<string, Entry> = new Map()
  #durable: ReadonlyMap<string, Entry> = new Map()
  #pending: Change[] = []

  constructor(number: number) {
    this.number = number
  }

  change(change: Change): void {
    this.entries = applied(this.entries, change)
    this.#pending.push(change)
  }

  sync(): void {
    this.#durable = this.entries
    this.#pending = []
  }

  /** The same folder, and all that is in it, after a power loss. */
  survivor(random: Random): SimulatedFolder {
    const isOrdered = random() < 0.5
    const changes = isOrdered
      ? this.#pending.slice(0, below(random, this.#pending.length + 1))
      : this.#pending.filter(() => random() < 0.5)
    const folder = new SimulatedFolder(this.number)
    const left = [...changes.reduce(applied, this.#durable)]
    folder.entries = new Map(left.map(([name, entry]) => [name, entry.survivor(random)]))
    folder.#durable = folder.entries
    return folder
  }
}

function applied(entries: ReadonlyMap<string, Entry>, change: Change): ReadonlyMap<string, Entry> {
  const result = new Map(entries)
  for (const [name, entry] of change) {
    if (entry === undefined) result.delete(name)
    else result.set(name, entry)
  }
  return result
}
