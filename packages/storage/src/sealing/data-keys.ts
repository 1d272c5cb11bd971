/** A key that seals what is stored. */
export interface DataKey {
  /** Stands beside everything the key sealed. */
  readonly id: string
  /** 32 bytes. */
  readonly bytes: Uint8Array
}

/** Where keys come from. A key ring of `@engawa/config` fits. */
export interface DataKeys {
  /** What new things are sealed with. */
  current(): Promise<DataKey> | DataKey
  /** Undefined when there is none of this id, or no longer. */
  byId(id: string): Promise<DataKey | undefined> | DataKey | undefined
}

/** Encryption at rest: AES-256-GCM, each record by itself, with a nonce of its own. */
export interface EncryptionOptions {
  readonly keys: DataKeys
}

/** What a store with encryption does otherwise than one without. */
export interface SealingInfo {
  readonly algorithm: 'AES-256-GCM'
  /** No index of plain words is stored: it is made in memory, from opened messages, at the first search. */
  readonly search: 'memory'
}
