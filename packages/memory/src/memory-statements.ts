import type { Database, Statement } from 'better-sqlite3'
import type { MemoryRow } from './memory-rows.js'

interface Counts {
  readonly total: number
  readonly turns: number
  readonly facts: number
}

export interface MemoryStatements {
  readonly byId: Statement<[string], MemoryRow>
  readonly liveByHash: Statement<[string], MemoryRow>
  readonly insert: Statement<[object]>
  readonly supersede: Statement<[object]>
  readonly touch: Statement<[string]>
  /** A memory with everything that it superseded. */
  readonly deleteChain: Statement<[object]>
  readonly match: Statement<[object], MemoryRow & { readonly bm25: number }>
  /** Which of some rows hold a word. */
  readonly matchAmong: Statement<[object], { readonly seq: number }>
  readonly latest: Statement<[object], MemoryRow>
  readonly page: Statement<[object], MemoryRow>
  readonly statistics: Statement<[], Counts>
}

/** Every statement that memory runs, prepared once. */
export function prepareStatements(database: Database): MemoryStatements {
  const columns =
    'm.seq, m.id, m.kind, m.source, m.session_id, m.content, m.metadata, m.created_at, m.updated_at, m.access_count, m.superseded_by'
  const holds = 'm.superseded_by IS NULL AND (@excluded IS NULL OR m.session_id IS NOT @excluded)'
  return {
    byId: database.prepare(`SELECT ${columns} FROM memories m WHERE m.id = ?`),
    liveByHash: database.prepare(
      `SELECT ${columns} FROM memories m WHERE m.content_hash = ? AND m.superseded_by IS NULL`,
    ),
    insert: database.prepare(
      `INSERT INTO memories (id, kind, source, session_id, content, words, content_hash, metadata, created_at, updated_at)
       VALUES (@id, @kind, @source, @sessionId, @content, @words, @hash, @metadata, @now, @now)`,
    ),
    supersede: database.prepare('UPDATE memories SET superseded_by = @by, updated_at = @now WHERE id = @id'),
    touch: database.prepare('UPDATE memories SET access_count = access_count + 1 WHERE id = ?'),
    deleteChain: database.prepare(
      `WITH RECURSIVE chain (id) AS (
         SELECT @id UNION SELECT m.id FROM memories m JOIN chain ON m.superseded_by = chain.id
       ) DELETE FROM memories WHERE id IN (SELECT id FROM chain)`,
    ),
    match: database.prepare(
      `SELECT ${columns}, bm25(memories_index) AS bm25
       FROM memories_index JOIN memories m ON m.seq = memories_index.rowid
       WHERE memories_index MATCH @words AND ${holds}
       ORDER BY bm25 LIMIT @limit`,
    ),
    matchAmong: database.prepare(
      `SELECT rowid AS seq FROM memories_index
       WHERE memories_index MATCH @word AND rowid IN (SELECT value FROM json_each(@among))`,
    ),
    latest: database.prepare(`SELECT ${columns} FROM memories m WHERE ${holds} ORDER BY m.seq DESC LIMIT @limit`),
    page: database.prepare(
      `SELECT ${columns} FROM memories m WHERE m.seq < @before AND m.superseded_by IS NULL ORDER BY m.seq DESC LIMIT @limit`,
    ),
    statistics: database.prepare(
      `SELECT count(*) AS total, coalesce(sum(kind = 'turn'), 0) AS turns, coalesce(sum(kind = 'fact'), 0) AS facts
       FROM memories WHERE superseded_by IS NULL`,
    ),
  }
}
