import { type JsonObject, type Message, StorageError, textOf } from '@engawa/core'
import { packedBytes, unpackedBytes } from './packed-bytes.js'

/** The one property of a message's metadata that stands for all that it says, compressed. Nobody else may use it. */
export const packMark = 'engawa:packed'

const version = 1

/** Base64 takes a third more than the bytes: what then saves less than this part stays as it is. */
const leastSaving = 1 / 8

/** The same message, compressed; undefined when it is, or that is not worth it. Its id, role and times stay outside. */
export function packMessage(message: Message): Message | undefined {
  const { id, sessionId, seq, createdAt, ...body } = message
  if (body.metadata?.[packMark] !== undefined) return undefined
  const json = Buffer.from(JSON.stringify(body))
  const data = packedBytes(json)?.toString('base64')
  if (data === undefined || data.length > json.length * (1 - leastSaving)) return undefined
  return { id, sessionId, seq, createdAt, role: body.role, content: [], metadata: { [packMark]: { v: version, data } } }
}

/** @throws StorageError `storage/newer-format`, `storage/corrupt` */
export function unpackMessage(message: Message): Message {
  const body = packedIn(message)
  if (body === undefined) return message
  const { id, sessionId, seq, createdAt } = message
  return { ...body, id, sessionId, seq, createdAt }
}

/** What a message says, for an index, also when it is compressed. */
export const textIn = (message: Pick<Message, 'content' | 'metadata'>): string => textOf(packedIn(message) ?? message)

/** What every message costs that is not compressed: a look. */
function packedIn({ metadata }: Pick<Message, 'metadata'>): Message | undefined {
  const found = metadata?.[packMark]
  if (found === undefined) return undefined
  const { v, data } = (found ?? {}) as JsonObject
  if (typeof v === 'number' && v > version) throw packedNewer()
  if (v !== version || typeof data !== 'string') throw packedBroken()
  try {
    return JSON.parse(unpackedBytes(Buffer.from(data, 'base64')).toString()) as Message
  } catch (error) {
    throw packedBroken(error)
  }
}

const packedNewer = () =>
  new StorageError('a message is compressed in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written it. Update this program.',
  })

const packedBroken = (cause?: unknown) =>
  new StorageError('a message is not as it was compressed', {
    code: 'storage/corrupt',
    hint: 'Somebody changed what is stored. Put it back from a backup; the rest does not depend on it.',
    cause,
  })
