import * as z from 'zod'
import { turnStatus } from './chat.js'

/** The pipeline's stages, in their order. */
export const stageNames = [
  'intent_classification',
  'memory_retrieval',
  'extension_check',
  'llm_processing',
  'post_processing',
] as const

export const stageName = z.enum(stageNames)
export const stageState = z.enum(['running', 'complete', 'skipped', 'failed'])

export const stageRecord = z.object({
  stage: stageName,
  state: stageState,
  started_at: z.string(),
  /** Milliseconds; null while it runs. */
  duration_ms: z.number().nullable(),
  /** One line for people. */
  details: z.string(),
  /** What the stage decided, filtered: the intent, the memories, the prompt, the model. */
  data: z.record(z.string(), z.unknown()),
})

export const trace = z.object({
  turn_id: z.string(),
  session_id: z.string(),
  /** The question's beginning, filtered. */
  input: z.string(),
  status: turnStatus,
  model_used: z.string().nullable(),
  started_at: z.string(),
  /** Milliseconds; null while it runs. */
  duration_ms: z.number().nullable(),
  stages: z.array(stageRecord),
})

export const traceList = z.object({ traces: z.array(trace), next_cursor: z.string().nullable() })
export const traceListQuery = z.object({
  session_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  after: z.string().optional(),
})
