import type { MemoryRecord } from '@engawa/memory'
import type { MemoryRecord as MemoryView } from '@engawa/sena-client'
import { memoryAdd, memoryEdit, memoryListQuery, memorySearchQuery } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import { retrievedMemory } from '../../chat/chat-response.js'
import type { ApiPorts } from '../api-ports.js'
import { readBody, readQuery } from '../read-request.js'

/** What Sena remembers: search, browse, add, correct, forget. */
export function memoryRoutes({ memory, feed }: Pick<ApiPorts, 'memory' | 'feed'>): Hono {
  const changed = (action: 'stored' | 'edited' | 'deleted') =>
    feed.publish({ type: 'memory_update', data: { action, results_count: 1 } })
  return new Hono()
    .get('/search', async (c) => {
      const hits = await memory.search(readQuery(c, memorySearchQuery))
      const results = hits.map((hit) => ({ ...retrievedMemory(hit), metadata: { ...hit.memory.metadata } }))
      return c.json({ results })
    })
    .get('/statistics', async (c) => c.json(await memory.statistics()))
    .get('/', async (c) => {
      const { limit, after } = readQuery(c, memoryListQuery)
      const { items, nextCursor } = await memory.list({ limit, ...(after === undefined ? {} : { after }) })
      return c.json({ memories: items.map(view), next_cursor: nextCursor ?? null })
    })
    .post('/add', async (c) => {
      const { content, metadata, type } = await readBody(c, memoryAdd)
      const record = await memory.add({
        content,
        // What a person adds by hand to the short term is a remark, to the long term a fact.
        kind: type === 'short' ? 'turn' : 'fact',
        source: 'manual',
        ...(metadata === undefined ? {} : { metadata }),
      })
      changed('stored')
      return c.json(view(record), 201)
    })
    .post('/edit', async (c) => {
      const { memory_id, content } = await readBody(c, memoryEdit)
      const record = await memory.edit(memory_id, content)
      changed('edited')
      return c.json(view(record))
    })
    .delete('/:id', async (c) => {
      const id = c.req.param('id')
      const deleted = await memory.delete(id)
      if (deleted) changed('deleted')
      return c.json({ id, deleted })
    })
}

const view = (record: MemoryRecord): MemoryView => ({
  id: record.id,
  content: record.content,
  kind: record.kind,
  source: record.source,
  session_id: record.sessionId ?? null,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
  access_count: record.accessCount,
  metadata: { ...record.metadata },
})
