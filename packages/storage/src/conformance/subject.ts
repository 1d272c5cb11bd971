import type { ChatStore } from '../chat-store.js'
import type { StoreOptions } from '../store-options.js'

/** What the suite wants of a store: hand it on to `chatStore` or `openStorage`. */
export type OpenOptions = Pick<StoreOptions, 'clock' | 'encryption' | 'retention'>

/** One fresh place for data, made for one test. */
export interface Place {
  /** Open a store on it; again and at once too, where the backend can be shared. */
  open(options?: OpenOptions): Promise<ChatStore>
  /** Remove everything. Stores are closed by then. */
  dispose(): Promise<void>
}

export interface SuiteOptions {
  /** Names of tests that do not apply, or of whole groups of them such as `panels`, each with the reason, which is shown. */
  readonly skip?: Readonly<Record<string, string>>
}

export interface Subject {
  readonly place: Place
  /** A store open on the place, closed after the test. */
  readonly store: ChatStore
  /** One more on the same place, closed after the test. */
  reopen(options?: OpenOptions): Promise<ChatStore>
}

/** Declares one test of the suite. `needs` says what a backend must be able to do for the test to make sense. */
export type Check = (name: string, test: (subject: Subject) => Promise<void>, needs?: Need) => void

export interface Need {
  /**
   * `durable`: data outlives the store. `shared`: two stores can be open at once. `watch`: changes can be heard.
   * `search`: messages can be searched. `reseal`: what is stored can be sealed anew.
   */
  readonly durable?: true
  readonly shared?: true
  readonly watch?: true
  readonly search?: true
  readonly reseal?: true
}
