import type { ErrorStatistics, Metrics } from '@engawa/sena-client'
import { metricsQuery } from '@engawa/sena-client/schemas'
import { type Context, Hono } from 'hono'
import type { ApiPorts } from '../api-ports.js'
import { readQuery } from '../read-request.js'

const hour = 60 * 60 * 1000
const ranges = { '1h': hour, '24h': 24 * hour, '7d': 7 * 24 * hour, '30d': 30 * 24 * hour } as const

/** How Sena has been doing. */
export function telemetryRoutes({ telemetry, turns, clock }: Pick<ApiPorts, 'telemetry' | 'turns' | 'clock'>): Hono {
  const since = (c: Context): string => new Date(clock.now() - ranges[readQuery(c, metricsQuery).range]).toISOString()
  return new Hono()
    .get('/metrics', (c) => {
      const from = since(c)
      const { total, failed } = turns.countSince(from)
      const responseTime = (value: string) => telemetry.mean('response_time', from, { name: 'model_class', value })
      const metrics: Metrics['metrics'] = {
        response_times: {
          fast_model: responseTime('fast'),
          critical_model: responseTime('critical'),
          code_model: responseTime('code'),
        },
        turns: total,
        error_rate: total === 0 ? null : failed / total,
        extension_success_rate: telemetry.mean('extension_run', from),
      }
      return c.json({ metrics })
    })
    .get('/errors', (c) => {
      const errors: ErrorStatistics['errors'] = telemetry
        .errorsSince(since(c))
        .map(({ errorType, count, lastMessage, lastAt }) => ({
          error_type: errorType,
          count,
          last_message: lastMessage,
          last_at: lastAt,
        }))
      return c.json({ errors })
    })
}
