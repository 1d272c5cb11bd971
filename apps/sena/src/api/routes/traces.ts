import type { Trace } from '@engawa/sena-client'
import { traceListQuery } from '@engawa/sena-client/schemas'
import { Hono } from 'hono'
import type { StageRow, TurnRow } from '../../database/repositories/turn-repository.js'
import type { ApiPorts } from '../api-ports.js'
import { notFound, RequestRefused } from '../problem.js'
import { readQuery } from '../read-request.js'

/** How each turn was answered, stage by stage. */
export function traceRoutes({ turns }: Pick<ApiPorts, 'turns'>): Hono {
  return new Hono()
    .get('/', (c) => {
      const { session_id, limit, after } = readQuery(c, traceListQuery)
      const page = turns.list({
        limit,
        ...(session_id === undefined ? {} : { sessionId: session_id }),
        ...(after === undefined ? {} : { before: position(after) }),
      })
      const traces = page.turns.map((turn) =>
        view(
          turn,
          page.stages.filter(({ turnId }) => turnId === turn.id),
        ),
      )
      return c.json({ traces, next_cursor: page.nextCursor === null ? null : String(page.nextCursor) })
    })
    .get('/:turnId', (c) => {
      const found = turns.get(c.req.param('turnId'))
      if (found === undefined) throw notFound(`The turn ${c.req.param('turnId')}`)
      return c.json(view(found.turn, found.stages))
    })
}

function position(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new RequestRefused(400, 'api/bad-cursor', 'The cursor is not one that was handed out.')
}

const view = (turn: TurnRow, stages: readonly StageRow[]): Trace => ({
  turn_id: turn.id,
  session_id: turn.sessionId,
  input: turn.input,
  status: turn.status,
  model_used: turn.model,
  started_at: turn.startedAt,
  duration_ms: turn.durationMs,
  stages: stages.map(({ stage, state, startedAt, durationMs, details, data }) => ({
    stage,
    state,
    started_at: startedAt,
    duration_ms: durationMs,
    details,
    data: { ...data },
  })),
})
