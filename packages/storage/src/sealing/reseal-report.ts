/** How many of each kind. */
export interface ResealCounts {
  readonly sessions: number
  readonly messages: number
  /** Versions of all other entities. */
  readonly versions: number
  readonly blobs: number
  /** Of the key/value store. */
  readonly values: number
}

export interface ResealOptions {
  /** Called after each session and each record, with what was done so far. */
  readonly onProgress?: (done: ResealCounts) => void
}

export interface ResealReport extends ResealCounts {
  /** Everything is sealed with this key now. */
  readonly keyId: string
}
