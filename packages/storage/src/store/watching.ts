import type { Backend, ChangeListener, StopWatching } from '../backend.js'
import { type Change, type Watch, type Watchable, type WatchOptions, watchable } from '../entities/change.js'
import { checkFields, listOf } from '../input/check-fields.js'
import { checkObject, checkOneOf } from '../input/check-values.js'
import { cannotWatch } from '../store-errors.js'
import { personaOfKey } from './persona-key.js'

/** Resolves when changes are being noted. */
export async function openWatch(
  backend: Backend,
  options: WatchOptions,
  onEnd: (watch: Watch) => void,
): Promise<Watch> {
  const { collections } = checkFields(checkObject(options, 'options'), '', {
    collections: listOf((value, field) => checkOneOf(value, field, watchable)),
  })
  if (!backend.info.capabilities.watch) throw cannotWatch(backend.info.type)
  const changes = new ChangeQueue(collections, () => onEnd(changes))
  await changes.open((listener) => backend.watch(listener))
  const { signal } = options
  const end = () => void changes.close()
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  return changes
}

/**
 * Changes that nobody has looked at yet. Several to one thing wait as one, so that a slow reader costs no more memory
 * than there are things.
 */
class ChangeQueue implements Watch {
  readonly #wanted: readonly Watchable[] | undefined
  readonly #onEnd: () => void
  readonly #waiting = new Map<string, Change>()
  #wake: (() => void) | undefined
  #stop: StopWatching | undefined
  #closed = false

  constructor(wanted: readonly Watchable[] | undefined, onEnd: () => void) {
    this.#wanted = wanted
    this.#onEnd = onEnd
  }

  async open(watch: (listener: ChangeListener) => Promise<StopWatching>): Promise<void> {
    this.#stop = await watch((change) => {
      if (change === undefined) this.#add('', { kind: 'missed' })
      else if (this.#wanted === undefined || this.#wanted.includes(change.collection)) {
        const named = change.collection === 'personas' ? personaOfKey(change.id) : { id: change.id }
        this.#add(`${change.collection} ${change.id}`, { kind: 'changed', collection: change.collection, ...named })
      }
    })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#wake?.()
    this.#onEnd()
    await this.#stop?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Change, void, undefined> {
    try {
      while (!this.#closed) {
        const [first] = this.#waiting
        if (first === undefined) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
          continue
        }
        this.#waiting.delete(first[0])
        yield first[1]
      }
    } finally {
      await this.close()
    }
  }

  #add(key: string, change: Change): void {
    this.#waiting.set(key, change)
    this.#wake?.()
  }
}
