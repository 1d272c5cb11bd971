import type { Database } from 'better-sqlite3'
import type { Match, MatchQuery } from '../../backend.js'
import type { SearchTerm } from '../../search/parse-query.js'
import { type MessageRow, toMessage } from '../table-rows.js'

type Parameters = Record<string, string | number>

/** Full-text search by FTS5, ordered by its bm25 and then as every backend orders equals. */
export function searchSqlite(database: Database, query: MatchQuery): readonly Match[] {
  const { condition, parameters } = filtersOf(query)
  const rows = database.prepare<[Parameters], MessageRow & { readonly score: number }>(`
    SELECT m.*, round(-bm25(chat_search), 9) AS score
    FROM chat_search
    JOIN chat_messages m ON m.number = chat_search.rowid
    JOIN chat_sessions s ON s.id = m.session_id
    WHERE chat_search MATCH :match AND s.deleted_at IS NULL ${condition}
    ORDER BY score DESC, m.created_at DESC, m.session_id, m.seq
    LIMIT :limit OFFSET :skip`)
  const found = rows.all({ ...parameters, match: matchOf(query.terms), limit: query.limit, skip: query.skip })
  return found.map(({ score, ...row }) => ({ message: toMessage(row), score }))
}

/** Tokens are letters, digits and marks only, so that quoting them is enough. */
const matchOf = (terms: readonly SearchTerm[]): string =>
  terms.map(({ column, tokens }) => `${column} : "${tokens.join(' ')}"`).join(' AND ')

function filtersOf({ userId, sessionIds, roles, from, to }: MatchQuery) {
  const conditions: string[] = []
  const parameters: Parameters = {}
  const where = (condition: string, name: string, value: string) => {
    conditions.push(`AND ${condition}`)
    parameters[name] = value
  }
  if (userId !== undefined) where('s.user_id = :userId', 'userId', userId)
  if (from !== undefined) where('m.created_at >= :from', 'from', from)
  if (to !== undefined) where('m.created_at < :to', 'to', to)
  if (sessionIds !== undefined) {
    where('m.session_id IN (SELECT value FROM json_each(:sessionIds))', 'sessionIds', JSON.stringify(sessionIds))
  }
  if (roles !== undefined) where('m.role IN (SELECT value FROM json_each(:roles))', 'roles', JSON.stringify(roles))
  return { condition: conditions.join(' '), parameters }
}
