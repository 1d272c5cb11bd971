import * as z from 'zod'

/** Which of the configured models a person asks for; chosen by intent when absent. */
export const modelClass = z.enum(['fast', 'critical', 'code'])

export const chatRequest = z.strictObject({
  message: z.string().min(1, 'must not be empty').max(200_000),
  /** Continue this conversation; a new one is made when absent. */
  session_id: z.string().min(1).max(512).optional(),
  mode: modelClass.optional(),
  /** Extra background for this turn, not stored as messages. */
  context: z.array(z.string().max(50_000)).max(20).optional(),
  /** Answer as server-sent events instead of one JSON object. */
  stream: z.boolean().optional(),
})

export const retrievedMemory = z.object({
  id: z.string(),
  content: z.string(),
  /** 0 to 1 within one search. */
  relevance_score: z.number(),
  /** What made it a hit; sums to `relevance_score`. */
  signals: z.record(z.string(), z.number()),
  created_at: z.string(),
  session_id: z.string().nullish(),
})

export const turnStatus = z.enum(['running', 'complete', 'partial', 'interrupted', 'cancelled', 'failed'])

export const turnMetadata = z.object({
  /** Null when no model answered: the answer then says so. */
  model_used: z.string().nullable(),
  provider: z.string().nullable(),
  /** Seconds. */
  processing_time: z.number(),
  extensions_used: z.array(z.string()),
  memory_retrieved: z.array(z.string()),
  memories: z.array(retrievedMemory),
  /** Secrets taken out before anything was sent. */
  redactions: z.int(),
  intent: z.string(),
})

export const chatResponse = z.object({
  response: z.string(),
  session_id: z.string(),
  turn_id: z.string(),
  status: turnStatus,
  metadata: turnMetadata,
})

/** What a streamed answer is made of. `accepted` comes once the question is on the disk. */
export const chatStreamEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), session_id: z.string(), turn_id: z.string(), message_id: z.string() }),
  z.object({ type: z.literal('delta'), turn_id: z.string(), text: z.string() }),
  z.object({ type: z.literal('done'), result: chatResponse }),
  z.object({
    type: z.literal('error'),
    turn_id: z.string(),
    code: z.string(),
    message: z.string(),
    hint: z.string().nullish(),
  }),
])

export const cancelResponse = z.object({ turn_id: z.string(), cancelled: z.boolean() })

export const historyQuery = z.object({
  session_id: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().optional(),
})
