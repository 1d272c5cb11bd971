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
  /** What made it a hit: `{ coverage: 0.5, lexical: 0.25, recency: 0.1 }`. Sums to `relevance`. */
  readonly signals: Readonly<Record<string, number>>
}

export interface MemoryQuery {
  readonly query: string
  /** How many at the most, 1 to 100; 5 unless told. */
  readonly k?: number
  /** Leave out what was said here: it is in the buffer already. */
  readonly excludeSessionId?: string
}

export interface RetrievalDecision {
  readonly retrieve: boolean
  /** For the trace: `refers to the past ("last time")`. */
  readonly reason: string
  /** Where nothing can be looked up, what was said last is the answer: "what did we talk about?" */
  readonly latest?: boolean
}

export interface Memory {
  shouldRetrieve(input: string, intent: { readonly type: string; readonly needsMemory: boolean }): RetrievalDecision
  /** Best first. Reading changes nothing: whoever uses a hit says so with `recordAccess`. */
  search(query: MemoryQuery): Promise<readonly MemoryHit[]>
  /** Exact duplicates are not stored twice: the known one is returned. @throws MemoryError when there is nothing in it */
  add(memory: NewMemory): Promise<MemoryRecord>
  get(id: string): Promise<MemoryRecord | undefined>
  /** What holds today, newest first. */
  list(options?: {
    readonly limit?: number
    readonly after?: string
  }): Promise<{ readonly items: readonly MemoryRecord[]; readonly nextCursor?: string }>
  /** Writes a new record and supersedes the old one. @throws MemoryError `memory/not-found`, `memory/superseded` */
  edit(id: string, content: string): Promise<MemoryRecord>
  /** Forgets it with all its earlier wordings. Whether it was there. */
  delete(id: string): Promise<boolean>
  /** These were put to use: their access counts grow. */
  recordAccess(ids: readonly string[]): Promise<void>
  statistics(): Promise<{ readonly total: number; readonly turns: number; readonly facts: number }>
}

/** Takes secrets out of a text before it is stored. Given by the app: memory itself knows no rules. */
export type RedactPort = (text: string) => string
