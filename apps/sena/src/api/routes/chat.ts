import type { ChatStreamEvent } from '@engawa/sena-client'
import { chatRequest, historyQuery } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import type { ChatInput } from '../../chat/chat-service.js'
import type { ApiPorts } from '../api-ports.js'
import { EventStream } from '../event-stream.js'
import { readBody, readQuery } from '../read-request.js'
import { listMessages, listRecentMessages } from './message-pages.js'

/** Ask, watch the answer, stop it, read what was said. */
export function chatRoutes(ports: Pick<ApiPorts, 'chat' | 'chats' | 'turns'>): Hono {
  return new Hono()
    .post('/', async (c) => {
      const { message, session_id, context, mode, stream } = await readBody(c, chatRequest)
      const input: ChatInput = {
        message,
        ...(session_id === undefined ? {} : { sessionId: session_id }),
        ...(context === undefined ? {} : { context }),
        ...(mode === undefined ? {} : { mode }),
      }
      if (stream !== true) return c.json(await ports.chat.answer(input))
      return streamed((onEvent) => ports.chat.answer(input, onEvent))
    })
    .post('/:turnId/cancel', (c) => {
      const turnId = c.req.param('turnId')
      return c.json({ turn_id: turnId, cancelled: ports.chat.active.cancel(turnId) })
    })
    .get('/history', async (c) => {
      const { session_id, ...page } = readQuery(c, historyQuery)
      return c.json(
        session_id === undefined ? await listRecentMessages(ports, page) : await listMessages(ports, session_id, page),
      )
    })
}

/** The response begins with the first event, so that a question that is refused gets a status of its own. */
async function streamed(work: (onEvent: (event: ChatStreamEvent) => void) => Promise<unknown>): Promise<Response> {
  const events = new EventStream<ChatStreamEvent>()
  await new Promise<void>((resolve, reject) => {
    work((event) => {
      events.send(event)
      if (event.type === 'accepted') resolve()
    })
      .then(() => resolve(), reject)
      .finally(() => events.end())
  })
  return events.response()
}
