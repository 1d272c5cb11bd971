import type { DebugState } from '@engawa/sena-client'
import { logQuery } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import type { ApiPorts } from '../api-ports.js'
import { readQuery } from '../read-request.js'

/** What Sena does right now, and what it logged. */
export function debugRoutes(
  { chat, extensions, logs }: Pick<ApiPorts, 'chat' | 'extensions' | 'logs'>,
  connections: () => number,
): Hono {
  return new Hono()
    .get('/state', (c) => {
      const current = chat.active.state()
      const inStage = (...stages: readonly string[]) => current.some(({ stage }) => stages.includes(stage))
      const state: DebugState = {
        current_processing: current,
        memory_activity: { retrieving: inStage('memory_retrieval'), storing: inStage('post_processing') },
        active_extensions: [...extensions.running],
        connections: connections(),
      }
      return c.json(state)
    })
    .get('/logs', (c) => {
      const { level, limit } = readQuery(c, logQuery)
      return c.json({ logs: logs.list({ limit, ...(level === undefined ? {} : { level }) }) })
    })
}
