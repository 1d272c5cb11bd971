import type { Session } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import { sessionKeys } from './redis-keys.js'

/** A session as a hash. Title and metadata are JSON, which carries any string. */
export function toSession(fields: Readonly<Record<string, string>>): Session | undefined {
  const { id, userId, createdAt, updatedAt, messageCount, title, metadata, deletedAt } = fields
  if (id === undefined || userId === undefined || createdAt === undefined || updatedAt === undefined) return undefined
  return {
    id,
    userId,
    createdAt,
    updatedAt,
    messageCount: Number(messageCount),
    ...(title === undefined ? {} : { title: JSON.parse(title) as string }),
    ...(metadata === undefined ? {} : { metadata: JSON.parse(metadata) as NonNullable<Session['metadata']> }),
    ...(deletedAt === undefined ? {} : { deletedAt }),
  }
}

/** A hash as a script replies it: field, value, field, value. */
export function toFields(reply: readonly string[]): Record<string, string> {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < reply.length; at += 2) pairs.push([reply[at] ?? '', reply[at + 1] ?? ''])
  return Object.fromEntries(pairs)
}

export async function readSession(commands: RedisCommander, prefix: string, id: string): Promise<Session | undefined> {
  return toSession(await commands.hgetall(sessionKeys(prefix, id).session))
}

/** Unknown ones are undefined, at their place. All are asked for at once: they travel together. */
export const readSessions = (
  commands: RedisCommander,
  prefix: string,
  ids: readonly string[],
): Promise<(Session | undefined)[]> => Promise.all(ids.map((id) => readSession(commands, prefix, id)))

/** As scripts take what may be absent. */
export const jsonOrEmpty = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value))
