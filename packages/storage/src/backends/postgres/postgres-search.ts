import type { Message } from '@engawa/core'
import type { Matches, MatchPlace, MatchQuery } from '../../backend.js'
import { foreignCursor } from '../../listing/cursor.js'
import { textIn } from '../../packing/packed-message.js'
import { measure } from '../../search/measure.js'
import { type Phrase, phrasesOf } from '../../search/query.js'
import { commonest, countedWords, type Statistics } from '../../search/ranking.js'
import { type Found, rankedPage, windowSize } from '../../search/window.js'
import { type MessageRow, toMessage } from '../table-rows.js'
import { matchCondition } from './match-condition.js'
import type { Statements } from './postgres-connections.js'
import { selectMessages } from './postgres-messages.js'
import type { Tables } from './tables.js'
import { Values } from './values.js'

/** Full-text search: PostgreSQL finds the newest matches, and they are scored as on every backend. */
export async function searchPostgres(statements: Statements, tables: Tables, query: MatchQuery): Promise<Matches> {
  const phrases = phrasesOf(query.query)
  const found = await newest(statements, tables, query, phrases)
  const { best, ...rest } = rankedPage(found, await statistics(statements, tables, phrases), query)
  return { matches: best.map(({ ref, score }) => ({ message: ref, score })), ...rest }
}

async function newest(
  statements: Statements,
  tables: Tables,
  query: MatchQuery,
  phrases: readonly Phrase[],
): Promise<readonly Found<Message>[]> {
  const values = new Values()
  const rows = await statements.rows<MessageRow & { readonly number: string }>(
    `${selectMessages(tables, 'm.number')}
     JOIN ${tables.search} i ON i.message = m.number
     WHERE s.deleted_at IS NULL AND ${matchCondition(query.query, values)} ${filters(query, values)}
     ORDER BY i.message DESC LIMIT ${values.add(windowSize + 1, 'int')}`,
    values.all,
  )
  return rows.map(({ number, ...row }) => {
    const message = toMessage(row)
    return { ref: message, message, place: [number], ...measure(textIn(message), phrases) }
  })
}

async function statistics(statements: Statements, tables: Tables, phrases: readonly Phrase[]): Promise<Statistics> {
  const values = new Values()
  const words = countedWords(phrases)
  const counts = words.map((word) => {
    const condition = matchCondition({ kind: 'phrase', tokens: [word], pairs: [], isPrefix: false }, values)
    return `(SELECT count(*) FROM (SELECT 1 FROM ${tables.search} i WHERE ${condition} LIMIT ${commonest}) found)`
  })
  const [row] = await statements.rows<Record<string, string | null>>(
    `SELECT sum(last_seq) AS documents, sum(tokens) AS words, ARRAY[${counts.join(', ')}]::bigint[]::text AS containing
     FROM ${tables.sessions}`,
    values.all,
  )
  const containing = row?.containing?.slice(1, -1).split(',').map(Number) ?? []
  return {
    documents: Number(row?.documents),
    words: Number(row?.words),
    containing: new Map(words.map((word, index) => [word, containing[index] ?? 0])),
  }
}

function filters({ userId, sessionIds, roles, from, to, after }: MatchQuery, values: Values): string {
  return [
    userId === undefined ? '' : `AND s.user_id = ${values.add(userId, 'text')}`,
    sessionIds === undefined ? '' : `AND s.id = ANY (${values.add(sessionIds, 'text[]')})`,
    roles === undefined ? '' : `AND m.role = ANY (${values.add(roles, 'text[]')})`,
    from === undefined ? '' : `AND m.created_at >= ${values.add(from, 'text')}`,
    to === undefined ? '' : `AND m.created_at < ${values.add(to, 'text')}`,
    after === undefined ? '' : `AND i.message <= ${values.add(numberIn(after.start), 'bigint')}`,
  ].join(' ')
}

function numberIn([number]: MatchPlace): string {
  if (typeof number !== 'string' || !/^\d{1,18}$/.test(number)) throw foreignCursor()
  return number
}
