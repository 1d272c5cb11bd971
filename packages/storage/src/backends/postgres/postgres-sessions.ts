import type { Session } from '@engawa/core'
import type { SessionChange, SessionQuery } from '../../backend.js'
import { changedSession } from '../changed-session.js'
import { detailsOf, type SessionRow, toSession } from '../table-rows.js'
import type { Statements } from './postgres-connections.js'
import type { Tables } from './tables.js'

/** @returns false when the id is taken */
export async function insertSession(statements: Statements, tables: Tables, session: Session): Promise<boolean> {
  const { id, userId, createdAt, updatedAt } = session
  const inserted = await statements.rows(
    `INSERT INTO ${tables.sessions} (id, user_id, details, created_at, updated_at, last_seq, tokens)
     VALUES ($1, $2, $3, $4, $5, 0, 0) ON CONFLICT (id) DO NOTHING RETURNING 1`,
    [id, userId, detailsOf(session), createdAt, updatedAt],
  )
  return inserted.length > 0
}

export async function readSession(statements: Statements, tables: Tables, id: string): Promise<Session | undefined> {
  const [row] = await statements.rows<SessionRow>(`SELECT * FROM ${tables.sessions} WHERE id = $1`, [id])
  return row && toSession(row)
}

/** Within a transaction. */
export async function changeSession(
  statements: Statements,
  tables: Tables,
  id: string,
  change: SessionChange,
): Promise<Session | undefined> {
  const [row] = await statements.rows<SessionRow>(`SELECT * FROM ${tables.sessions} WHERE id = $1 FOR UPDATE`, [id])
  if (row === undefined) return undefined
  const changed = changedSession(toSession(row), change)
  await statements.rows(`UPDATE ${tables.sessions} SET details = $2, updated_at = $3, deleted_at = $4 WHERE id = $1`, [
    id,
    detailsOf(changed),
    changed.updatedAt,
    changed.deletedAt ?? null,
  ])
  return changed
}

/** Within a transaction: the session with its messages. Whether it was there. */
export async function deleteSession(statements: Statements, tables: Tables, id: string): Promise<boolean> {
  const [row] = await statements.rows<{ number: string }>(
    `SELECT number FROM ${tables.sessions} WHERE id = $1 FOR UPDATE`,
    [id],
  )
  if (row === undefined) return false
  const { search, messages, appends, sessions } = tables
  await statements.rows(`DELETE FROM ${search} WHERE message IN (SELECT number FROM ${messages} WHERE session = $1)`, [
    row.number,
  ])
  await statements.rows(`DELETE FROM ${messages} WHERE session = $1`, [row.number])
  await statements.rows(`DELETE FROM ${appends} WHERE session = $1`, [row.number])
  await statements.rows(`DELETE FROM ${sessions} WHERE number = $1`, [row.number])
  return true
}

export async function listSessions(
  statements: Statements,
  tables: Tables,
  { userId, includeDeleted, order, after, limit }: SessionQuery,
): Promise<readonly Session[]> {
  const values: unknown[] = [limit]
  const value = (one: unknown) => `$${values.push(one)}`
  const conditions = ['TRUE']
  if (!includeDeleted) conditions.push('deleted_at IS NULL')
  if (userId !== undefined) conditions.push(`user_id = ${value(userId)}`)
  if (after !== undefined) {
    const compare = order === 'asc' ? '>' : '<'
    const updatedAt = value(after.updatedAt)
    // The first half is what the index can use.
    conditions.push(
      `updated_at ${compare}= ${updatedAt} AND (updated_at, id) ${compare} (${updatedAt}, ${value(after.id)})`,
    )
  }
  const rows = await statements.rows<SessionRow>(
    `SELECT * FROM ${tables.sessions} WHERE ${conditions.join(' AND ')}
     ORDER BY updated_at ${order}, id ${order} LIMIT $1`,
    values,
  )
  return rows.map(toSession)
}
