import { type Clock, type IdGenerator, type Message, type NewSession, timestamp } from '@engawa/core'
import type { Backend, MessagePosition } from '../backend.js'
import type { AppendRequest, AppendResult, ListOptions, MessageStore, Page } from '../chat-store.js'
import { checkAppend } from '../input/check-append.js'
import { checkAfter, checkLimit, checkOrder } from '../input/check-page.js'
import { checkId } from '../input/check-values.js'
import { maxPage } from '../input/limits.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { newSession } from './new-session.js'

/** Pages of a listing that is read to its end hold about this much: few enough reads, and gone before memory has to be tidied. */
const streamedBytes = 256 * 1024

export function messageStore(backend: () => Backend, clock: Clock, newId: IdGenerator): MessageStore {
  return {
    append: (request) => appendTo(backend, {}, request, clock, newId),
    get: async (sessionId, id) => backend().getMessage(checkId(sessionId, 'sessionId'), checkId(id, 'id')),
    list: (options) => {
      return new PagedListing((after, isAll) => messagePage(backend(), options, after, isAll), options.after)
    },
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
  const {
    messages: stored,
    replayed,
    servedBy,
  } = await store.append({
    ...conditions,
    session: newSession({ ...seed, id: sessionId }, newId, at),
    messages: messages.map((message) => ({ ...message, id: message.id ?? newId() })),
    chosenIds: messages.flatMap(({ id }) => (id === undefined ? [] : [id])),
    at,
  })
  const { type, capabilities, outage } = servedBy ?? store.info
  return {
    messages: stored,
    replayed,
    durability: capabilities.durability,
    backend: type,
    ...(outage === undefined ? {} : { outage }),
  }
}

async function messagePage(
  backend: Backend,
  options: ListOptions & { readonly sessionId: string },
  after: string | undefined,
  isAll: boolean,
): Promise<Page<Message>> {
  const order = checkOrder(options.order, 'asc')
  const limit = isAll && options.limit === undefined ? maxPage : checkLimit(options.limit)
  const cursor = checkAfter(after === undefined ? {} : { after })
  const sessionId = checkId(options.sessionId, 'sessionId')
  const listing = `messages-${order}`
  const { messages, position, isCut } = await backend.listMessages({
    sessionId,
    order,
    limit,
    ...(isAll ? { enoughBytes: streamedBytes } : {}),
    ...(cursor === undefined ? {} : { after: positionIn(decodeCursor(listing, cursor)) }),
  })
  // A full page may be the last one: the next is then empty. Going down, `seq` 1 is known to be the end.
  const isLast = (messages.length < limit && isCut !== true) || (order === 'desc' && position?.seq === 1)
  if (isLast || position === undefined) return { items: messages }
  const place = position.offset === undefined ? [position.seq] : [position.seq, position.offset]
  return { items: messages, nextCursor: encodeCursor(listing, place) }
}

function positionIn([seq, offset]: readonly unknown[]): MessagePosition {
  if (!isNatural(seq)) throw foreignCursor()
  return isNatural(offset) ? { seq, offset } : { seq }
}

const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
