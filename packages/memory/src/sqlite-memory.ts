import { type Clock, createId, type IdGenerator, MemoryError, systemClock, timestamp, UserError } from '@engawa/core'
import type { Database } from 'better-sqlite3'
import type { Memory, MemoryHit, MemoryQuery, MemoryRecord, NewMemory, RedactPort } from './memory.js'
import { contentHash, type MemoryRow, toRecord } from './memory-rows.js'
import { prepareStatements } from './memory-statements.js'
import { ftsAnyOf, ftsString, queryTerms } from './query-terms.js'
import { rank, rankByRecency } from './ranking.js'
import { shouldRetrieve } from './retrieval-decision.js'
import { searchable } from './searchable.js'
import { redactedMetadata, storedContent } from './stored-content.js'

export interface SqliteMemoryOptions {
  readonly redact: RedactPort
  readonly clock?: Clock
  readonly createId?: IdGenerator
}

/** Looked at closely in one search; more than anyone asks for, few enough to rank in a millisecond. */
const maxCandidates = 100

/**
 * Long-term memory in an open SQLite database that has had `memoryMigrations` applied.
 *
 * The database stays its owner's: closing it is the owner's business, and so is its durability.
 */
export function createSqliteMemory(
  database: Database,
  { redact, clock = systemClock, createId: newId = createId }: SqliteMemoryOptions,
): Memory {
  const statements = prepareStatements(database)

  const live = (id: string): MemoryRow => {
    const row = statements.byId.get(id)
    if (row === undefined) throw notFound(id)
    if (row.superseded_by !== null) {
      throw new MemoryError(`Memory ${id} has been superseded by ${row.superseded_by}.`, {
        code: 'memory/superseded',
        hint: `Edit ${row.superseded_by} instead.`,
        recoverable: false,
      })
    }
    return row
  }

  /** Inside a transaction: the known record with these words, or a new one. */
  const insert = (memory: NewMemory): MemoryRecord => {
    const { content, truncated } = storedContent(memory.content, redact)
    const hash = contentHash({ kind: memory.kind, content })
    const known = statements.liveByHash.get(hash)
    if (known !== undefined) return toRecord(known)
    const id = newId()
    const metadata = truncated ? { ...memory.metadata, truncated: true } : memory.metadata
    const now = timestamp(clock)
    statements.insert.run({
      id,
      kind: memory.kind,
      source: memory.source,
      sessionId: memory.sessionId ?? null,
      content,
      words: searchable(content),
      hash,
      metadata: metadata === undefined ? null : JSON.stringify(redactedMetadata(metadata, redact)),
      now,
    })
    return toRecord(live(id))
  }

  const add = database.transaction(insert)

  const edit = database.transaction((id: string, content: string): MemoryRecord => {
    const old = live(id)
    const next = storedContent(content, redact)
    const hash = contentHash({ kind: old.kind, content: next.content })
    if (hash === contentHash(old)) return toRecord(old)
    const { sessionId, metadata } = toRecord(old)
    const record = insert({
      kind: old.kind,
      source: 'manual',
      content,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(metadata === undefined ? {} : { metadata }),
    })
    statements.supersede.run({ id, by: record.id, now: timestamp(clock) })
    return record
  })

  const remove = database.transaction((id: string): boolean => statements.deleteChain.run({ id }).changes > 0)

  const recordAccess = database.transaction((ids: readonly string[]) => {
    for (const id of ids) statements.touch.run(id)
  })

  const search = ({ query, k = 5, excludeSessionId }: MemoryQuery): readonly MemoryHit[] => {
    if (!Number.isInteger(k) || k < 1 || k > maxCandidates) {
      throw new UserError(`k must be a whole number from 1 to ${maxCandidates}, not ${k}.`, {
        code: 'memory/bad-limit',
      })
    }
    const excluded = excludeSessionId ?? null
    const terms = queryTerms(query)
    if (terms.length === 0) {
      if (query.trim() === '') return []
      return rankByRecency(statements.latest.all({ excluded, limit: k }).map(toRecord), clock.now())
    }
    const rows = statements.match.all({ words: ftsAnyOf(terms), excluded, limit: maxCandidates })
    const matched = countMatches(terms, rows)
    const candidates = rows.map((row) => ({
      memory: toRecord(row),
      bm25: row.bm25,
      matchedTerms: matched.get(row.seq) ?? 1,
    }))
    return rank(candidates, terms.length, clock.now()).slice(0, k)
  }

  /** How many of the words occur in each row. Asked of the index, so that stems count as it counts them. */
  const countMatches = (terms: readonly string[], rows: readonly MemoryRow[]): ReadonlyMap<number, number> => {
    const counts = new Map<number, number>()
    const among = JSON.stringify(rows.map(({ seq }) => seq))
    for (const term of terms) {
      for (const { seq } of statements.matchAmong.all({ word: ftsString(term), among })) {
        counts.set(seq, (counts.get(seq) ?? 0) + 1)
      }
    }
    return counts
  }

  return {
    shouldRetrieve,
    search: async (query) => search(query),
    add: async (memory) => add.immediate(memory),
    get: async (id) => {
      const row = statements.byId.get(id)
      return row && toRecord(row)
    },
    list: async ({ limit = 50, after } = {}) => {
      if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
        throw new UserError(`A page has 1 to 1000 items, not ${limit}.`, { code: 'memory/bad-limit' })
      }
      const rows = statements.page.all({ before: cursorPosition(after), limit: limit + 1 })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(toRecord),
        ...(rows.length > limit && last !== undefined ? { nextCursor: String(last.seq) } : {}),
      }
    },
    edit: async (id, content) => edit.immediate(id, content),
    delete: async (id) => remove.immediate(id),
    recordAccess: async (ids) => recordAccess.immediate(ids),
    statistics: async () => statements.statistics.get() ?? { total: 0, turns: 0, facts: 0 },
  }
}

const notFound = (id: string) =>
  new MemoryError(`No memory has the id ${id}.`, { code: 'memory/not-found', recoverable: false })

function cursorPosition(after: string | undefined): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER
  if (!/^\d{1,15}$/.test(after)) {
    throw new UserError('The cursor of this page is not one that was handed out.', { code: 'memory/bad-cursor' })
  }
  return Number(after)
}
