import type { Message, NewMessage } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { MessageQuery, NumberedMessage } from '../../backend.js'
import { sessionKeys } from './redis-keys.js'

/** An entry of a stream: its id and its fields. */
export type Entry = readonly [id: string, fields: readonly string[]]

type Body = Omit<NewMessage, 'id'> & { readonly id: string; readonly createdAt: string }

export const toJson = (message: NumberedMessage, createdAt: string): string =>
  JSON.stringify({ createdAt, ...message } satisfies Body)

export function toMessage([entryId, [, json = '']]: Entry, sessionId: string): Message {
  return { ...(JSON.parse(json) as Body), sessionId, seq: Number.parseInt(entryId, 10) }
}

export async function readMessages(
  commands: RedisCommander,
  prefix: string,
  { sessionId, order, after, limit }: MessageQuery,
): Promise<readonly Message[]> {
  const { log } = sessionKeys(prefix, sessionId)
  const entries =
    order === 'asc'
      ? await commands.xrange(log, (after?.seq ?? 0) + 1, '+', 'COUNT', limit)
      : after !== undefined && after.seq <= 1
        ? []
        : await commands.xrevrange(log, after === undefined ? '+' : after.seq - 1, '-', 'COUNT', limit)
  return entries.map((entry) => toMessage(entry, sessionId))
}

export async function readMessage(
  commands: RedisCommander,
  prefix: string,
  sessionId: string,
  seq: number,
): Promise<Message | undefined> {
  const [entry] = await commands.xrange(sessionKeys(prefix, sessionId).log, seq, seq)
  return entry && toMessage(entry, sessionId)
}
