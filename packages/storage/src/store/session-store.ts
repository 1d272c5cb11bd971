import { type Clock, type IdGenerator, type Session, timestamp } from '@engawa/core'
import type { Backend, SessionPosition } from '../backend.js'
import type { ListOptions, Page, SessionStore } from '../chat-store.js'
import { checkAfter, checkLimit, checkOrder } from '../input/check-page.js'
import { checkNewSession, checkSessionChange } from '../input/check-session.js'
import { checkId } from '../input/check-values.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { sessionDeleted, sessionUnknown } from '../store-errors.js'
import { forkSession } from './forking.js'
import { newSession } from './new-session.js'

/** @param purgeBelongings removes what tells of a session, before it goes */
export function sessionStore(
  backend: () => Backend,
  clock: Clock,
  newId: IdGenerator,
  purgeBelongings: (sessionId: string) => Promise<void>,
): SessionStore {
  const existing = async (id: string): Promise<Session> => {
    const session = await backend().getSession(checkId(id, 'id'))
    if (session === undefined) throw sessionUnknown(id)
    return session
  }
  const setDeleted = async (id: string, deleted: boolean): Promise<Session> => {
    const session = await existing(id)
    if ((session.deletedAt !== undefined) === deleted) return session
    const changed = await backend().changeSession(id, { at: timestamp(clock), deleted })
    if (changed === undefined) throw sessionUnknown(id)
    return changed
  }

  return {
    create: async (given = {}) => {
      const session = newSession(checkNewSession(given), newId, timestamp(clock))
      await backend().createSession(session)
      return session
    },
    get: async (id) => {
      const session = await backend().getSession(checkId(id, 'id'))
      return session?.deletedAt === undefined ? session : undefined
    },
    list: (options = {}) => new PagedListing((after) => sessionPage(backend(), options, after), options.after),
    update: async (id, change) => {
      const checked = checkSessionChange(change)
      if ((await existing(id)).deletedAt !== undefined) throw sessionDeleted(id)
      const changed = await backend().changeSession(id, { ...checked, at: timestamp(clock) })
      if (changed === undefined) throw sessionUnknown(id)
      return changed
    },
    delete: async (id) => {
      await setDeleted(id, true)
    },
    restore: (id) => setDeleted(id, false),
    purge: async (id) => {
      await purgeBelongings(checkId(id, 'id'))
      return backend().purgeSession(id)
    },
    fork: async (id, options = {}) => forkSession(backend(), id, options, clock, newId),
  }
}

type SessionListOptions = ListOptions & { readonly userId?: string; readonly includeDeleted?: boolean }

async function sessionPage(
  backend: Backend,
  options: SessionListOptions,
  after: string | undefined,
): Promise<Page<Session>> {
  const order = checkOrder(options.order, 'desc')
  const limit = checkLimit(options.limit)
  const cursor = checkAfter(after === undefined ? {} : { after })
  const listing = `sessions-${order}`
  const items = await backend.listSessions({
    ...(options.userId === undefined ? {} : { userId: checkId(options.userId, 'userId') }),
    includeDeleted: options.includeDeleted === true,
    order,
    limit: limit + 1,
    ...(cursor === undefined ? {} : { after: positionIn(decodeCursor(listing, cursor)) }),
  })
  const last = items[limit - 1]
  if (items.length <= limit || last === undefined) return { items }
  return { items: items.slice(0, limit), nextCursor: encodeCursor(listing, [last.updatedAt, last.id]) }
}

function positionIn([updatedAt, id]: readonly unknown[]): SessionPosition {
  if (typeof updatedAt !== 'string' || typeof id !== 'string') throw foreignCursor()
  return { updatedAt, id }
}
