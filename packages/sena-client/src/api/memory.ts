import * as z from 'zod'

export const memorySearchQuery = z.object({
  query: z.string().min(1).max(2_000),
  k: z.coerce.number().int().min(1).max(100).default(5),
})

export const memoryRecord = z.object({
  id: z.string(),
  content: z.string(),
  kind: z.enum(['turn', 'fact']),
  source: z.string(),
  session_id: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  access_count: z.int(),
  metadata: z.record(z.string(), z.unknown()),
})

export const memorySearchResult = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      content: z.string(),
      metadata: z.record(z.string(), z.unknown()),
      relevance_score: z.number(),
      signals: z.record(z.string(), z.number()),
      created_at: z.string(),
    }),
  ),
})

export const memoryListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().optional(),
})
export const memoryList = z.object({ memories: z.array(memoryRecord), next_cursor: z.string().nullable() })

export const memoryAdd = z.strictObject({
  content: z.string().min(1).max(20_000),
  metadata: z.record(z.string(), z.json()).optional(),
  type: z.enum(['short', 'long']).default('long'),
})

export const memoryEdit = z.strictObject({ memory_id: z.string().min(1), content: z.string().min(1).max(20_000) })

export const memoryDeleted = z.object({ id: z.string(), deleted: z.boolean() })

export const memoryStatistics = z.object({ total: z.int(), turns: z.int(), facts: z.int() })
