import type { Session } from '@engawa/core'
import type { Backend, SessionPosition } from '../backend.js'

const readAtOnce = 200

/**
 * Every session, deleted ones too, those longest unused first: one that is used meanwhile moves on to where it is met
 * again, and is then left out.
 */
export async function* allSessions(
  backend: Pick<Backend, 'listSessions'>,
  userId?: string,
): AsyncGenerator<Session, void, undefined> {
  const met = new Set<string>()
  let after: SessionPosition | undefined
  do {
    const sessions = await backend.listSessions({
      ...(userId === undefined ? {} : { userId }),
      includeDeleted: true,
      order: 'asc',
      limit: readAtOnce,
      ...(after === undefined ? {} : { after }),
    })
    for (const session of sessions) {
      if (met.has(session.id)) continue
      met.add(session.id)
      yield session
    }
    after = sessions.length < readAtOnce ? undefined : sessions.at(-1)
  } while (after !== undefined)
}
