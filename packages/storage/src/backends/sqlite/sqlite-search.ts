import type { Message } from '@engawa/core'
import type { Database, Statement } from 'better-sqlite3'
import type { Matches, MatchQuery } from '../../backend.js'
import { foreignCursor } from '../../listing/cursor.js'
import { textIn } from '../../packing/packed-message.js'
import { measure } from '../../search/measure.js'
import { type Phrase, phrasesOf } from '../../search/query.js'
import { commonest, countedWords, type Statistics } from '../../search/ranking.js'
import { bigrams, tokenize, tokenizerVersion } from '../../search/tokenize.js'
import { type Found, rankedPage, windowSize } from '../../search/window.js'
import { type MessageRow, toMessage } from '../table-rows.js'
import { facetsOf, matchExpression } from './match-expression.js'
import { readTotals, totalsOf } from './search-totals.js'

type Parameters = Record<string, string | number>

interface NumberedRow extends MessageRow {
  readonly number: number
}

interface OwnedRow extends NumberedRow {
  readonly user_id: string
}

/** Messages indexed at once when all are. */
const together = 1_000

/**
 * Full-text search by FTS5, written in the transaction that writes the message. FTS5 finds the newest matches, and they
 * are scored here: its own bm25 counts each word's rows at each search, which takes long for common words.
 */
export class SqliteSearch {
  readonly #database: Database
  readonly #insert: Statement<[number | bigint, string, string, string]>
  readonly #count: Statement<[string], { readonly count: number }>

  constructor(database: Database) {
    this.#database = database
    this.#insert = database.prepare('INSERT INTO chat_search (rowid, words, pairs, facets) VALUES (?, ?, ?, ?)')
    this.#count = database.prepare(
      `SELECT count(*) AS count FROM (SELECT 1 FROM chat_search WHERE chat_search MATCH ? LIMIT ${commonest})`,
    )
    if (!this.#isCurrent()) database.transaction(() => this.#isCurrent() || this.rebuild()).immediate()
  }

  add(number: number | bigint, message: Pick<Message, 'sessionId' | 'content'>, userId: string): void {
    const tokens = tokenize(textIn(message))
    const words = tokens.map(({ text }) => text).join(' ')
    this.#insert.run(number, words, bigrams(tokens).join(' '), facetsOf(message.sessionId, userId))
  }

  search(query: MatchQuery): Matches {
    const phrases = phrasesOf(query.query)
    const { best, ...rest } = rankedPage(this.#newest(query, phrases), this.#statistics(phrases), query)
    return { matches: best.map(({ ref, score }) => ({ message: ref, score })), ...rest }
  }

  /** Within a transaction that writes: all of a session, or one of its messages, which are still there. */
  forget(sessionId: string, seq?: number): void {
    const { documents, words } = totalsOf(this.#database, sessionId, seq)
    this.#database
      .prepare('UPDATE chat_search_form SET purged_documents = purged_documents + ?, purged_words = purged_words + ?')
      .run(documents, words)
    this.#database
      .prepare(
        `DELETE FROM chat_search WHERE rowid IN
         (SELECT number FROM chat_messages WHERE session_id = :sessionId AND (:seq IS NULL OR seq = :seq))`,
      )
      .run({ sessionId, seq: seq ?? null })
  }

  /** Within a transaction that writes: a message that has another text now. */
  replace(number: number, message: Message, userId: string): void {
    this.forget(message.sessionId, message.seq)
    this.add(number, message, userId)
  }

  /** Within a transaction that writes. */
  rebuild(): void {
    this.#database.exec(`INSERT INTO chat_search (chat_search) VALUES ('delete-all'); DELETE FROM chat_search_form`)
    const select = this.#database.prepare<[number, number], OwnedRow>(
      `SELECT m.*, s.user_id FROM chat_messages m JOIN chat_sessions s ON s.id = m.session_id
       WHERE number > ? ORDER BY number LIMIT ?`,
    )
    let rows: readonly OwnedRow[] = []
    do {
      rows = select.all(rows.at(-1)?.number ?? 0, together)
      for (const row of rows) this.add(row.number, toMessage(row), row.user_id)
    } while (rows.length === together)
    this.#database.prepare('INSERT INTO chat_search_form (version) VALUES (?)').run(tokenizerVersion)
  }

  #isCurrent(): boolean {
    const form = this.#database.prepare<[], { readonly version: number }>('SELECT version FROM chat_search_form').get()
    return form?.version === tokenizerVersion
  }

  #newest(query: MatchQuery, phrases: readonly Phrase[]): readonly Found<Message>[] {
    const { condition, parameters } = filtersOf(query)
    const rows = this.#database.prepare<[Parameters], NumberedRow>(`
      SELECT m.* FROM chat_search
      JOIN chat_messages m ON m.number = chat_search.rowid
      JOIN chat_sessions s ON s.id = m.session_id
      WHERE chat_search MATCH :match AND s.deleted_at IS NULL ${condition}
      ORDER BY chat_search.rowid DESC LIMIT :limit`)
    const found = rows.all({ ...parameters, match: matchExpression(query), limit: windowSize + 1 })
    return found.map(({ number, ...row }) => {
      const message = toMessage(row)
      return { ref: message, message, place: [number], ...measure(textIn(message), phrases) }
    })
  }

  #statistics(phrases: readonly Phrase[]): Statistics {
    const count = (word: string) => this.#count.get(`words : "${word}"`)?.count ?? 0
    const containing = new Map(countedWords(phrases).map((word) => [word, count(word)]))
    return { ...readTotals(this.#database), containing }
  }
}

function filtersOf({ userId, sessionIds, roles, from, to, after }: MatchQuery) {
  const conditions: string[] = []
  const parameters: Parameters = {}
  const where = (condition: string, name: string, value: string | number) => {
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
  if (after !== undefined) where('chat_search.rowid <= :start', 'start', numberIn(after.start))
  return { condition: conditions.join(' '), parameters }
}

function numberIn([number]: readonly (string | number)[]): number {
  if (!Number.isSafeInteger(number)) throw foreignCursor()
  return Number(number)
}
