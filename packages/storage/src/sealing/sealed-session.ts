import type { JsonObject, Session } from '@engawa/core'
import type { SessionChange } from '../backend.js'
import { invalidInput } from '../input/invalid-input.js'
import { type Envelope, envelopeIn, type Place, refuseMark, seal, sealMark, unseal } from './envelope.js'
import type { KeyHolder, KnownKey } from './key-holder.js'

const titleStart = `${sealMark} `

type Details = Pick<SessionChange, 'title' | 'metadata'>

const placeOf = (id: string, field: 'title' | 'metadata'): Place => ['sessions', id, field]

/** Title and metadata each by itself, as each may be changed without the other. */
export function sealDetails<T extends Details>(given: T, key: KnownKey, id: string): T {
  const { title, metadata } = given
  return {
    ...given,
    ...(title === undefined ? {} : { title: titleStart + JSON.stringify(seal(title, key, placeOf(id, 'title'))) }),
    ...(metadata === undefined ? {} : { metadata: seal(metadata, key, placeOf(id, 'metadata')) }),
  }
}

/** Those of its keys that sealed something of a session. */
export function sessionEnvelopes({ title, metadata }: Details): { title?: Envelope; metadata?: Envelope } {
  const ofTitle = title?.startsWith(titleStart) ? envelopeIn(parsed(title.slice(titleStart.length))) : undefined
  const ofMetadata = envelopeIn(metadata)
  return { ...(ofTitle && { title: ofTitle }), ...(ofMetadata && { metadata: ofMetadata }) }
}

export async function unsealSession(session: Session, keys: KeyHolder): Promise<Session> {
  const { title, metadata } = sessionEnvelopes(session)
  if (title === undefined && metadata === undefined) return session
  const opened = async (envelope: Envelope, field: 'title' | 'metadata') =>
    unseal(envelope, await keys.byId(envelope.key), placeOf(session.id, field))
  return {
    ...session,
    ...(title === undefined ? {} : { title: String(await opened(title, 'title')) }),
    ...(metadata === undefined ? {} : { metadata: (await opened(metadata, 'metadata')) as JsonObject }),
  }
}

export function refuseMarks({ title, metadata }: Details): void {
  if (title?.startsWith(titleStart)) throw invalidInput('title', `must not begin with ${titleStart}`)
  refuseMark(metadata, 'metadata')
}

function parsed(json: string): JsonObject | undefined {
  try {
    return JSON.parse(json) as JsonObject
  } catch {
    return undefined
  }
}
