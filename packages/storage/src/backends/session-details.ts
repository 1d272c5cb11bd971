import { isDeepStrictEqual } from 'node:util'
import type { Session } from '@engawa/core'

type Details = Pick<Session, 'title' | 'metadata'>

/** Whether title and metadata of a session are still what they were. */
export const hasDetails = (session: Details, { title, metadata }: Details): boolean =>
  session.title === title && isDeepStrictEqual(session.metadata, metadata)

/** A session with title and metadata of another. */
export const withDetails = <T extends object>(session: T, { title, metadata }: Details): T => ({
  ...session,
  ...(title === undefined ? {} : { title }),
  ...(metadata === undefined ? {} : { metadata }),
})
