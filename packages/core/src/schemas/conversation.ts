import * as z from 'zod'
import { roles } from '../conversation/message.js'

/** Longest id, in UTF-16 code units. */
export const maxIdLength = 512

export const idSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(maxIdLength)
  .refine((id) => !id.includes('\u0000'), 'must not contain a NUL character')
  .refine((id) => id.isWellFormed(), 'must be well-formed Unicode')

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const imagePart = z.object({
  type: z.literal('image'),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
  data: z.base64(),
})

const count = z.int().min(0)

export const newMessageSchema = z.object({
  id: idSchema.optional(),
  role: z.enum(roles),
  content: z.array(z.discriminatedUnion('type', [textPart, imagePart])),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.json() })).optional(),
  toolCallId: z.string().optional(),
  replyTo: idSchema.optional(),
  provider: z.string().optional(),
  model: z.string().optional(),
  usage: z
    .object({
      inputTokens: count.optional(),
      outputTokens: count.optional(),
      cachedInputTokens: count.optional(),
      reasoningTokens: count.optional(),
    })
    .optional(),
  status: z.enum(['complete', 'partial']).optional(),
  metadata: z.record(z.string(), z.json()).optional(),
})

export const newSessionSchema = z.object({
  id: idSchema.optional(),
  userId: idSchema.optional(),
  title: z.string().max(1_000).optional(),
  metadata: z.record(z.string(), z.json()).optional(),
})
