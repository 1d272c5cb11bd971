import type { Session } from '@engawa/core'
import type { SessionChange } from '../backend.js'

/** A session with a change applied. Hiding and restoring leave its place in the list alone. */
export function changedSession(session: Session, { at, title, metadata, deleted }: SessionChange): Session {
  const { deletedAt, ...kept } = session
  const hidden = deleted ?? deletedAt !== undefined
  return {
    ...kept,
    ...(title === undefined ? {} : { title }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(deleted === undefined ? { updatedAt: at } : {}),
    ...(hidden ? { deletedAt: deletedAt ?? at } : {}),
  }
}
