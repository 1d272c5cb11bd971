import { createHash } from 'node:crypto'
import type { JsonObject } from '@engawa/core'
import type { MemoryRecord, NewMemory } from './memory.js'

/** A row of `memories` as SQLite returns it. */
export interface MemoryRow {
  readonly seq: number
  readonly id: string
  readonly kind: 'turn' | 'fact'
  readonly source: string
  readonly session_id: string | null
  readonly content: string
  readonly metadata: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly access_count: number
  readonly superseded_by: string | null
}

export function toRecord(row: MemoryRow): MemoryRecord {
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    content: row.content,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    accessCount: row.access_count,
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    ...(row.metadata === null ? {} : { metadata: JSON.parse(row.metadata) as JsonObject }),
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
  }
}

/** Same kind and same words, however spaced, composed or capitalised: the same memory. */
export function contentHash(memory: Pick<NewMemory, 'kind' | 'content'>): string {
  const words = memory.content.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
  return createHash('sha256').update(`${memory.kind}\n${words}`).digest('hex')
}
