import type { ChatStore } from '../chat-store.js'
import type { BackendOptions } from '../open-storage.js'
import type { StoreOptions } from '../store-options.js'
import type { MergeReport, OnFallbackEvent } from './fallback-events.js'

export interface ChainStorageOptions extends StoreOptions {
  /**
   * The primary, then those that stand in during its outage, in this order. A stand-in is of type `file`, with a folder
   * that is used for nothing else, or `memory`.
   */
  readonly chain: readonly [BackendOptions, ...BackendOptions[]]
  /** Fail during an outage, rather than let a stand-in serve. What they still hold is merged all the same. */
  readonly required?: boolean
  /** Called when another backend begins to serve, and why. Show it to people: nothing is switched in silence. */
  readonly onEvent?: OnFallbackEvent
  /** First and longest wait between two looks at a primary that is away. 250 and 5,000 unless told. */
  readonly probeMs?: { readonly first: number; readonly most: number }
  /** How often to look for what other processes have left to merge. 5,000 unless told. */
  readonly sweepMs?: number
}

/** A store over a chain. */
export interface ChainStore extends ChatStore {
  /** Look at the primary now, and merge what was written without it. */
  sync(): Promise<MergeReport>
}
