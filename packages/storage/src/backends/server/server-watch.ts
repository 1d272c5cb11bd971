import type { ChangeListener, StopWatching } from '../../backend.js'
import { type Watchable, watchable } from '../../entities/change.js'
import { Listeners } from '../listeners.js'

/** What a connection that listens hears. Neither is called once it was ended. */
export interface Hearing {
  readonly onPayload: (payload: string) => void
  /** The connection broke. */
  readonly onEnd: () => void
}

export interface Listening {
  end(): Promise<void>
}

/** What is told of a change: a word, and the id as it is. PostgreSQL takes 8,000 bytes, more than any id has. */
export const payloadOf = (collection: Watchable, id: string): string => `${collection} ${id}`

const retryEveryMs = 1_000

/** Listens on a connection of its own while anybody watches. One that breaks is made anew, and what it missed is said. */
export class ServerWatch {
  readonly #listen: (hearing: Hearing) => Promise<Listening>
  readonly #listeners = new Listeners()
  #listening: Promise<Listening> | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  /** @param listen makes a connection that hears what is told from then on */
  constructor(listen: (hearing: Hearing) => Promise<Listening>) {
    this.#listen = listen
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    this.#listening ??= this.#begin()
    try {
      await this.#listening
    } catch (error) {
      this.#listening = undefined
      throw error
    }
    const stop = this.#listeners.add(listener)
    return async () => {
      await stop()
      if (this.#listeners.isEmpty) await this.#end()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#end()
  }

  #begin(): Promise<Listening> {
    return this.#listen({
      onPayload: (payload) => {
        const space = payload.indexOf(' ')
        const collection = watchable.find((one) => one === payload.slice(0, space))
        if (collection !== undefined) this.#listeners.tell({ collection, id: payload.slice(space + 1) })
      },
      onEnd: () => this.#again(),
    })
  }

  #again(): void {
    this.#listening = undefined
    if (this.#closed || this.#listeners.isEmpty) return
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      if (this.#closed || this.#listeners.isEmpty || this.#listening !== undefined) return
      this.#listening = this.#begin()
      this.#listening.then(
        () => this.#listeners.tell(undefined),
        () => this.#again(),
      )
    }, retryEveryMs)
  }

  async #end(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    const listening = this.#listening
    this.#listening = undefined
    await (await listening?.catch(() => undefined))?.end()
  }
}
