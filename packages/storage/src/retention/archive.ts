import type { Clock, Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import { packMessage } from '../packing/packed-message.js'
import { replaceMessages } from '../packing/replace-messages.js'
import { cannotArchive } from '../sealing/seal-errors.js'
import { messageEnvelope } from '../sealing/sealed-message.js'
import { contentHash } from '../store/content-hash.js'

/** Of the key/value entry that says how far a session is archived, so that nobody looks through it again each time. */
const keyOf = (sessionId: string): string => `engawa:archived:${contentHash(Buffer.from(sessionId))}`

/** Of a session that is no more, the entry goes by itself; of one that is, it is made anew. */
const notedForMs = 30 * 24 * 60 * 60 * 1_000

/**
 * Compress the long messages of a session where they are. Who reads, searches or appends meanwhile notices nothing. What
 * is sealed was compressed before.
 *
 * @returns whether anything was left to compress
 * @throws StorageError `storage/no-archive` where the backend can't replace what is stored
 */
export async function archive(
  backend: Backend,
  { id, createdAt, messageCount }: Session,
  clock: Clock,
): Promise<boolean> {
  const { rewriting } = backend
  if (rewriting === undefined) throw cannotArchive(backend.info.type)
  const now = clock.now()
  const state = `${messageCount} ${createdAt}`
  if ((await backend.kv.get(keyOf(id), now))?.value === state) return false
  let archived = 0
  const packed = async (message: Parameters<typeof packMessage>[0]) =>
    messageEnvelope(message, id) === undefined ? packMessage(message) : undefined
  await replaceMessages(backend, rewriting, id, packed, (count) => {
    archived += count
  })
  await backend.kv.set(keyOf(id), state, now + notedForMs, now)
  return archived > 0
}
