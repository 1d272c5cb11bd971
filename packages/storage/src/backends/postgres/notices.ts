import { createHash } from 'node:crypto'
import type { Watchable } from '../../entities/change.js'
import { payloadOf } from '../server/server-watch.js'
import type { Statements } from './postgres-connections.js'

/** Channels are shared by everyone who uses the database, and their names are short. */
export const channelOf = (schema: string): string =>
  `engawa_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`

/** Within the transaction of the change: told when it commits, and only then. */
export async function notify(
  statements: Statements,
  channel: string,
  collection: Watchable,
  id: string,
): Promise<void> {
  await statements.rows('SELECT pg_notify($1, $2)', [channel, payloadOf(collection, id)])
}
