import type { JsonObject, Message } from '@engawa/core'
import type { NumberedMessage } from '../backend.js'
import { type Envelope, envelopeIn, refuseMark, seal, unseal } from './envelope.js'
import type { KeyHolder, KnownKey } from './key-holder.js'
import type { Place } from './place.js'

/** Messages never change, so all of them are of one version. */
const placeOf = (sessionId: string, id: string): Place => ['messages', JSON.stringify([sessionId, id]), 1]

export const messageEnvelope = ({ id, metadata }: NumberedMessage, sessionId: string): Envelope | undefined =>
  envelopeIn(metadata, placeOf(sessionId, id))

/** All that a message says goes into the envelope; its id, its role and its times stay outside. */
export function sealMessage<T extends NumberedMessage>(message: T, key: KnownKey, sessionId: string): T {
  refuseMark(message.metadata, 'metadata')
  const { id, createdAt, sessionId: s, seq, ...body } = message as T & Partial<Message>
  const outside = { id, ...(createdAt && { createdAt }), ...(s && { sessionId: s }), ...(seq && { seq }) }
  const metadata = seal(body as unknown as JsonObject, key, placeOf(sessionId, id))
  return { ...outside, role: message.role, content: [], metadata } as unknown as T
}

export async function unsealMessage(message: Message, envelope: Envelope, keys: KeyHolder): Promise<Message> {
  const { id, sessionId, seq, createdAt } = message
  const key = await keys.byId(envelope.key, placeOf(sessionId, id))
  const body = unseal(envelope, key, ...placesOf(sessionId, id)) as unknown as Message
  return { ...body, id, sessionId, seq, createdAt }
}

/** A merge after an outage may have put `~` and a time behind the id, where another message had taken it. */
function placesOf(sessionId: string, id: string): [Place, ...Place[]] {
  const places: [Place, ...Place[]] = [placeOf(sessionId, id)]
  for (let end = id.lastIndexOf('~'); end > 0; end = id.lastIndexOf('~', end - 1)) {
    places.push(placeOf(sessionId, id.slice(0, end)))
  }
  return places
}
