import type { JsonObject, Session } from '@engawa/core'
import type { SessionChange } from '../backend.js'
import { invalidInput } from '../input/invalid-input.js'
import { type Envelope, envelopeIn, refuseMark, seal, sealMark, unseal } from './envelope.js'
import type { KeyHolder, KnownKey } from './key-holder.js'
import type { Place } from './place.js'

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
export function sessionEnvelopes({ id, title, metadata }: Session): { title?: Envelope; metadata?: Envelope } {
  const sealedTitle = title?.startsWith(titleStart) ? parsed(title.slice(titleStart.length)) : undefined
  const ofTitle = envelopeIn(sealedTitle, placeOf(id, 'title'))
  const ofMetadata = envelopeIn(metadata, placeOf(id, 'metadata'))
  return { ...(ofTitle && { title: ofTitle }), ...(ofMetadata && { metadata: ofMetadata }) }
}

export async function unsealSession(session: Session, keys: KeyHolder): Promise<Session> {
  const { title, metadata } = sessionEnvelopes(session)
  if (title === undefined && metadata === undefined) return session
  const opened = async (envelope: Envelope, field: 'title' | 'metadata') => {
    const place = placeOf(session.id, field)
    return unseal(envelope, await keys.byId(envelope.key, place), place)
  }
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
