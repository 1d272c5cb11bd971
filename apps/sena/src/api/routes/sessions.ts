import type { Session } from '@engawa/core'
import type { SessionSummary } from '@engawa/sena-client'
import { sessionPatch } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import * as z from 'zod'
import type { ApiPorts } from '../api-ports.js'
import { notFound } from '../problem.js'
import { readBody, readQuery } from '../read-request.js'
import { listMessages } from './message-pages.js'

const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().optional(),
})

/** Conversations: list, read, rename, hide, bring back. */
export function sessionRoutes(ports: Pick<ApiPorts, 'chats' | 'turns' | 'buffer'>): Hono {
  const { sessions } = ports.chats
  const known = async (id: string): Promise<Session> => {
    const session = await sessions.get(id)
    if (session === undefined) throw notFound(`The session ${id}`)
    return session
  }
  return new Hono()
    .get('/', async (c) => {
      const { limit, after } = readQuery(c, pageQuery)
      const { items, nextCursor } = await sessions.list({ limit, ...(after === undefined ? {} : { after }) })
      return c.json({ sessions: items.map(summary), next_cursor: nextCursor ?? null })
    })
    .get('/:id/messages', async (c) => c.json(await listMessages(ports, c.req.param('id'), readQuery(c, pageQuery))))
    .patch('/:id', async (c) => {
      const { title } = await readBody(c, sessionPatch)
      await known(c.req.param('id'))
      return c.json(summary(await sessions.update(c.req.param('id'), { title })))
    })
    .delete('/:id', async (c) => {
      const { id } = await known(c.req.param('id'))
      await sessions.delete(id)
      ports.buffer.forget(id)
      return c.json({ id, deleted: true })
    })
    .post('/:id/restore', async (c) => c.json(summary(await sessions.restore(c.req.param('id')))))
}

const summary = (session: Session): SessionSummary => ({
  id: session.id,
  title: session.title ?? null,
  created_at: session.createdAt,
  updated_at: session.updatedAt,
  message_count: session.messageCount,
})
