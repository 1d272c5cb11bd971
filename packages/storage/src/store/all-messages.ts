import type { Message } from '@engawa/core'
import type { Backend, MessagePosition } from '../backend.js'

const readAtOnce = 1_000
const bytesAtOnce = 8 * 1024 * 1024

/**
 * Every message of a session in order, a page at a time.
 *
 * @param from those behind this `seq` only
 */
export async function* allMessages(
  backend: Pick<Backend, 'listMessages'>,
  sessionId: string,
  from = 0,
): AsyncGenerator<Message, void, undefined> {
  let after: MessagePosition | undefined = from === 0 ? undefined : { seq: from }
  do {
    const slice = await backend.listMessages({
      sessionId,
      order: 'asc',
      limit: readAtOnce,
      enoughBytes: bytesAtOnce,
      ...(after === undefined ? {} : { after }),
    })
    yield* slice.messages
    after = slice.position
  } while (after !== undefined)
}
