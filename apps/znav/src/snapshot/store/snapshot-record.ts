/** What is known of a snapshot without reading it. */
export interface SnapshotMeta {
  readonly session: string
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Kept until then, or for as long as a later snapshot builds on it. */
  readonly expiresAt: number
  /** The snapshot that this one is a patch on. */
  readonly parent?: string
  /** How many patches there are from the last whole snapshot to this one: 0 for a whole one. */
  readonly depth: number
  readonly tabCount: number
  readonly paneCount: number
  /** SHA-256 of the content, whole, in canonical JSON. */
  readonly checksum: string
}

export interface SnapshotRecord {
  readonly meta: SnapshotMeta
  /** The content, or a patch on the parent's; see stored-form. */
  readonly data: Buffer
}
