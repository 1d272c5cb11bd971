import * as z from 'zod'
import { stageName } from './traces.js'

/** RFC 9457, with the stable code and the next thing to try. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string().nullish(),
  /** What was wrong with the request, field by field. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).nullish(),
})

export const componentHealth = z.object({
  name: z.string(),
  status: z.enum(['ok', 'absent', 'failed']),
  detail: z.string(),
  hint: z.string().nullish(),
})

export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  uptime_seconds: z.number(),
  components: z.array(componentHealth),
})

export const debugState = z.object({
  current_processing: z.array(
    z.object({
      turn_id: z.string(),
      session_id: z.string(),
      stage: stageName,
      model: z.string().nullable(),
      progress: z.number(),
    }),
  ),
  memory_activity: z.object({ retrieving: z.boolean(), storing: z.boolean() }),
  active_extensions: z.array(z.string()),
  connections: z.int(),
})

export const logLevel = z.enum(['debug', 'info', 'warning', 'error', 'critical'])
export const logRecord = z.object({
  id: z.int(),
  timestamp: z.string(),
  level: logLevel,
  module: z.string(),
  message: z.string(),
  context: z.record(z.string(), z.unknown()),
})
export const logQuery = z.object({
  level: logLevel.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
export const logList = z.object({ logs: z.array(logRecord) })

export const metricsQuery = z.object({ range: z.enum(['1h', '24h', '7d', '30d']).default('24h') })
export const metrics = z.object({
  metrics: z.object({
    /** Mean seconds a turn, by class of model; null where none ran. */
    response_times: z.object({
      fast_model: z.number().nullable(),
      critical_model: z.number().nullable(),
      code_model: z.number().nullable(),
    }),
    turns: z.int(),
    /** 0 to 1; null where nothing ran. */
    error_rate: z.number().nullable(),
    extension_success_rate: z.number().nullable(),
  }),
})
export const errorStatistics = z.object({
  errors: z.array(z.object({ error_type: z.string(), count: z.int(), last_message: z.string(), last_at: z.string() })),
})
