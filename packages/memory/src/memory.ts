import type { JsonObject, Timestamp } from '@engawa/core'

export interface NewMemory {
  readonly content: string
  readonly sessionId?: string
  /** `turn`: something that was said. `fact`: something learned, with its evidence. */
  readonly kind: 'turn' | 'fact'
  /** Who said it, or where it was learned: `user`, `assistant`, `manual`. */
  readonly source: string
  readonly metadata?: JsonObject
}

export interface MemoryRecord extends NewMemory {
  readonly id: string
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  readonly accessCount: number
  /** Set when a newer memory took its place. Never overwritten. */
  readonly supersededBy?: string
}

export interface MemoryHit {
  readonly memory: MemoryRecord
  /** 0 to 1 within one search. */
  readonly relevance: number
  /** What made it a hit: `{ lexical: 0.8, recency: 0.1 }`. Sums to `relevance`. */
  readonly signals: Readonly<Record<string, number>>
}

export interface MemoryQuery {
  readonly query: string
  /** How many at the most; 5 unless told. */
  readonly k?: number
  /** Leave out what was said here: it is in the buffer already. */
  readonly excludeSessionId?: string
}

export interface RetrievalDecision {
  readonly retrieve: boolean
  /** For the trace: `refers to the past ("last time")`. */
  readonly reason: string
}

export interface Memory {
  shouldRetrieve(input: string, intent: { readonly type: string; readonly needsMemory: boolean }): RetrievalDecision
  search(query: MemoryQuery): Promise<readonly MemoryHit[]>
  /** Exact duplicates are not stored twice: the known one is returned. */
  add(memory: NewMemory): Promise<MemoryRecord>
  get(id: string): Promise<MemoryRecord | undefined>
  list(options?: {
    readonly limit?: number
    readonly after?: string
  }): Promise<{ readonly items: readonly MemoryRecord[]; readonly nextCursor?: string }>
  /** Writes a new record and supersedes the old one. */
  edit(id: string, content: string): Promise<MemoryRecord>
  delete(id: string): Promise<boolean>
  statistics(): Promise<{ readonly total: number; readonly turns: number; readonly facts: number }>
}
