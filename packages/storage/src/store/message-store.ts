import { type Clock, type IdGenerator, type Message, type NewSession, timestamp } from '@engawa/core'
import type { Backend, MessagePosition } from '../backend.js'
import type { AppendRequest, AppendResult, ListOptions, MessageStore, Page } from '../chat-store.js'
import { checkAppend } from '../input/check-append.js'
import { checkAfter, checkLimit, checkOrder } from '../input/check-page.js'
import { checkId } from '../input/check-values.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { newSession } from './new-session.js'

export function messageStore(backend: () => Backend, clock: Clock, newId: IdGenerator): MessageStore {
  return {
    append: (request) => appendTo(backend, {}, request, clock, newId),
    get: async (sessionId, id) => backend().getMessage(checkId(sessionId, 'sessionId'), checkId(id, 'id')),
    list: (options) => new PagedListing((after) => messagePage(backend(), options, after), options.after),
  }
}

/** @param seed what the session is to be, should it not exist */
export async function appendTo(
  backend: () => Backend,
  seed: NewSession,
  request: AppendRequest,
  clock: Clock,
  newId: IdGenerator,
): Promise<AppendResult> {
  const { sessionId, messages, ...conditions } = checkAppend(request)
  const store = backend()
  const at = timestamp(clock)
  const outcome = await store.append({
    ...conditions,
    session: newSession({ ...seed, id: sessionId }, newId, at),
    messages: messages.map((message) => ({ ...message, id: message.id ?? newId() })),
    chosenIds: messages.flatMap(({ id }) => (id === undefined ? [] : [id])),
    at,
  })
  return { ...outcome, durability: store.info.capabilities.durability, backend: store.info.type }
}

async function messagePage(
  backend: Backend,
  options: ListOptions & { readonly sessionId: string },
  after: string | undefined,
): Promise<Page<Message>> {
  const order = checkOrder(options.order, 'asc')
  const limit = checkLimit(options.limit)
  const cursor = checkAfter(after === undefined ? {} : { after })
  const sessionId = checkId(options.sessionId, 'sessionId')
  const listing = `messages-${order}`
  const { messages, position } = await backend.listMessages({
    sessionId,
    order,
    limit,
    ...(cursor === undefined ? {} : { after: positionIn(decodeCursor(listing, cursor)) }),
  })
  // A full page may be the last one: the next is then empty. Going down, `seq` 1 is known to be the end.
  if (messages.length < limit || position === undefined || (order === 'desc' && position.seq === 1)) {
    return { items: messages }
  }
  const place = position.offset === undefined ? [position.seq] : [position.seq, position.offset]
  return { items: messages, nextCursor: encodeCursor(listing, place) }
}

function positionIn([seq, offset]: readonly unknown[]): MessagePosition {
  if (!isNatural(seq)) throw foreignCursor()
  return isNatural(offset) ? { seq, offset } : { seq }
}

const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
