import type { Message } from '@engawa/core'
import type { Backend, MessagePosition } from '../backend.js'

const pageSize = 500

/** The messages of a session behind a `seq`, in order, a page at a time. */
export async function* everyMessage(backend: Backend, sessionId: string, from = 0): AsyncGenerator<Message> {
  let after: MessagePosition | undefined = from === 0 ? undefined : { seq: from }
  for (;;) {
    const { messages, position } = await backend.listMessages({
      sessionId,
      order: 'asc',
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    yield* messages
    if (messages.length < pageSize || position === undefined) return
    after = position
  }
}
