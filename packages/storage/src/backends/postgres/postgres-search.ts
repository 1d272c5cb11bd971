import type { Match, MatchQuery } from '../../backend.js'
import { inverseFrequency } from '../../search/bm25.js'
import type { SearchTerm } from '../../search/parse-query.js'
import { type MessageRow, toMessage } from '../table-rows.js'
import { marked, queryOf } from './lexemes.js'
import type { Statements } from './postgres-connections.js'
import { selectMessages } from './postgres-messages.js'
import type { Tables } from './tables.js'

/**
 * Full-text search: the GIN index finds candidates, the marked tokens say whether and how often a term occurs, and the
 * score is reckoned as the in-memory index reckons it.
 */
export async function searchPostgres(
  statements: Statements,
  tables: Tables,
  query: MatchQuery,
): Promise<readonly Match[]> {
  const values = new Values()
  const terms = query.terms.map((term) => new TermSql(term, values))
  const { documents, tokens, containing } = await frequencies(statements, tables, terms, values)
  if (containing.includes(0)) return []

  const idfs = containing.map((count) => values.add(inverseFrequency(documents, count), 'float8'))
  const average = values.add(tokens / documents, 'float8')
  // As `termScore` has it, operation by operation, so that the numbers are the same.
  const score = terms
    .map(({ occurrences }, i) => {
      const f = `${occurrences}::float8`
      return `${idfs[i]} * (${f} * (1.2::float8 + 1)) / (${f} + 1.2::float8 * (1 - 0.75::float8 + (0.75::float8 * i.length) / ${average}))`
    })
    .map((one) => `(${one})`)
    .join(' + ')
  const rows = await statements.rows<MessageRow & { readonly score: number }>(
    `SELECT * FROM (
       ${selectMessages(tables).replace('SELECT', `SELECT (round((${score}) * 1e9::float8) / 1e9::float8) AS score,`)}
       JOIN ${tables.search} i ON i.message = m.number
       WHERE s.deleted_at IS NULL AND ${terms.map(({ condition }) => condition).join(' AND ')} ${filters(query, values)}
     ) found
     ORDER BY score DESC, created_at DESC, session_id, seq
     LIMIT ${values.add(query.limit, 'int')} OFFSET ${values.add(query.skip, 'bigint')}`,
    values.all,
  )
  return rows.map(({ score, ...row }) => ({ message: toMessage(row), score }))
}

class Values {
  readonly all: unknown[] = []

  add(value: unknown, type: string): string {
    return `$${this.all.push(value)}::${type}`
  }
}

/** One term over a row `i` of the search table. */
class TermSql {
  /** Whether it occurs. */
  readonly condition: string
  /** How often. */
  readonly occurrences: string

  constructor({ column, tokens }: SearchTerm, values: Values) {
    const text = `i.${column}`
    const needle = values.add(marked(tokens), 'text')
    const lexemes = values.add(queryOf({ column, tokens }), 'tsquery')
    const looked = `strpos(${text}, ${needle}) > 0`
    if (tokens.length === 1) {
      this.condition = `(i.lexemes @@ ${lexemes} OR (i.lexemes IS NULL AND ${looked}))`
      this.occurrences = `((length(${text}) - length(replace(${text}, ${needle}, ''))) / length(${needle}))`
    } else {
      this.condition = `((i.lexemes @@ ${lexemes} OR i.lexemes IS NULL) AND ${looked})`
      // "a a" occurs twice in "a a a", which only looking ahead sees.
      this.occurrences = `(SELECT count(*) FROM regexp_matches(${text}, '(?=' || ${needle} || ')', 'g'))`
    }
  }
}

interface Frequencies {
  readonly documents: number
  readonly tokens: number
  /** Documents that contain each term, wherever they are. */
  readonly containing: readonly number[]
}

async function frequencies(
  statements: Statements,
  tables: Tables,
  terms: readonly TermSql[],
  values: Values,
): Promise<Frequencies> {
  const counts = terms.map(({ condition }) => `(SELECT count(*) FROM ${tables.search} i WHERE ${condition})`)
  // Every value must have a use, or PostgreSQL can't tell its type; all of them have one in the conditions.
  const [row] = await statements.rows<Record<string, string | null>>(
    `SELECT sum(last_seq) AS documents, sum(tokens) AS tokens, ARRAY[${counts.join(', ')}]::text AS containing
     FROM ${tables.sessions}`,
    values.all,
  )
  const containing = row?.containing?.slice(1, -1).split(',').map(Number) ?? []
  return { documents: Number(row?.documents), tokens: Number(row?.tokens), containing }
}

function filters({ userId, sessionIds, roles, from, to }: MatchQuery, values: Values): string {
  return [
    userId === undefined ? '' : `AND s.user_id = ${values.add(userId, 'text')}`,
    sessionIds === undefined ? '' : `AND s.id = ANY (${values.add(sessionIds, 'text[]')})`,
    roles === undefined ? '' : `AND m.role = ANY (${values.add(roles, 'text[]')})`,
    from === undefined ? '' : `AND m.created_at >= ${values.add(from, 'text')}`,
    to === undefined ? '' : `AND m.created_at < ${values.add(to, 'text')}`,
  ].join(' ')
}
