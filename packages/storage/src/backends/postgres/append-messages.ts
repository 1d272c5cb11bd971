import { type Message, textOf } from '@engawa/core'
import type { AppendBatch, AppendOutcome } from '../../backend.js'
import { messageExists, seqConflict, sessionDeleted } from '../../store-errors.js'
import { payloadOf } from '../server/server-watch.js'
import { bodyOf, type MessageRow, toMessage } from '../table-rows.js'
import { indexedText } from './lexemes.js'
import type { Statements } from './postgres-connections.js'
import { selectMessages } from './postgres-messages.js'
import { insertSession } from './postgres-sessions.js'
import type { Tables } from './tables.js'

interface Locked {
  readonly number: string
  readonly deleted_at: string | null
  readonly last_seq: number
  /** Made by this transaction. */
  readonly isNew: boolean
}

/**
 * Within a transaction: the lock on the session's row is held until it commits, so that appends to one session follow
 * one another, and those to others go on beside them.
 */
export async function appendMessages(
  statements: Statements,
  tables: Tables,
  batch: AppendBatch,
  channel: string,
): Promise<AppendOutcome> {
  const { session, chosenIds, idempotencyKey, expectedSeq } = batch
  const locked = await lockSession(statements, tables, batch)
  if (idempotencyKey !== undefined) {
    const known = await ofKey(statements, tables, locked.number, idempotencyKey)
    if (known.length > 0) return { messages: known, replayed: true }
  }
  if (locked.deleted_at !== null) throw sessionDeleted(session.id)
  if (expectedSeq !== undefined && expectedSeq !== locked.last_seq) {
    throw seqConflict(session.id, expectedSeq, locked.last_seq)
  }
  if (chosenIds.length > 0) {
    const [taken] = await statements.rows<{ id: string }>(
      `SELECT id FROM ${tables.messages} WHERE session = $1 AND id = ANY ($2)`,
      [locked.number, chosenIds],
    )
    if (taken !== undefined) throw messageExists(session.id, taken.id)
  }
  await insertMessages(statements, tables, batch, locked, channel)
  const messages = batch.messages.map((message, index): Message => {
    return { createdAt: batch.at, ...message, sessionId: session.id, seq: locked.last_seq + index + 1 }
  })
  return { messages, replayed: false }
}

async function lockSession(statements: Statements, tables: Tables, { session }: AppendBatch): Promise<Locked> {
  for (let isNew = false; ; ) {
    const [locked] = await statements.rows<Omit<Locked, 'isNew'>>(
      `SELECT number, deleted_at, last_seq FROM ${tables.sessions} WHERE id = $1 FOR UPDATE`,
      [session.id],
    )
    if (locked !== undefined) return { ...locked, isNew }
    // Whoever creates it at the same time is waited for; then it is there.
    isNew = await insertSession(statements, tables, session)
  }
}

/** What an earlier append with this key stored. */
async function ofKey(statements: Statements, tables: Tables, session: string, key: string): Promise<Message[]> {
  const rows = await statements.rows<MessageRow>(
    `${selectMessages(tables)} JOIN ${tables.appends} a ON a.session = m.session AND m.seq BETWEEN a.first_seq AND a.last_seq
     WHERE a.session = $1 AND a.idempotency_key = $2 ORDER BY m.seq`,
    [session, key],
  )
  return rows.map(toMessage)
}

async function insertMessages(
  statements: Statements,
  tables: Tables,
  { session, messages, idempotencyKey, at }: AppendBatch,
  { number, last_seq: last, isNew }: Locked,
  channel: string,
): Promise<void> {
  const texts = messages.map((message) => indexedText(textOf(message)))
  const values = [
    number,
    last,
    at,
    messages.map(({ id }) => id),
    messages.map(({ role }) => role),
    messages.map(bodyOf),
    texts.map(({ lexemes }) => lexemes),
    texts.map(({ words }) => words),
    texts.map(({ length }) => length),
    messages.map(({ createdAt }) => createdAt ?? at),
    channel,
    // Told with the same statement, as a round trip more would cost more than the telling.
    payloadOf('messages', session.id),
    payloadOf(isNew ? 'sessions' : 'messages', session.id),
    ...(idempotencyKey === undefined ? [] : [idempotencyKey]),
  ]
  const remembered = `, remembered AS (
    INSERT INTO ${tables.appends} SELECT $1, $14, $2::int + 1, $2::int + count(*) FROM given)`
  await statements.rows(
    `WITH given AS (
       SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[])
         WITH ORDINALITY AS t (id, role, body, lexemes, words, length, created_at, place)
     ), stored AS (
       INSERT INTO ${tables.messages} (session, seq, id, role, created_at, body)
       SELECT $1, $2::int + place, id, role, created_at, body FROM given RETURNING number, seq
     ), indexed AS (
       INSERT INTO ${tables.search} (message, lexemes, words, length)
       SELECT number, lexemes::tsvector, words, length FROM stored JOIN given ON seq = $2::int + place
     )${idempotencyKey === undefined ? '' : remembered}
     UPDATE ${tables.sessions} SET updated_at = $3, last_seq = last_seq + (SELECT count(*) FROM given),
       tokens = tokens + (SELECT sum(length) FROM given) WHERE number = $1
     RETURNING pg_notify($11, $12), pg_notify($11, $13)`,
    values,
  )
}
