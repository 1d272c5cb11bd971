import * as z from 'zod'
import { turnStatus } from './chat.js'

export const sessionSummary = z.object({
  id: z.string(),
  title: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  message_count: z.int(),
})

export const sessionList = z.object({ sessions: z.array(sessionSummary), next_cursor: z.string().nullable() })

export const storedMessage = z.object({
  id: z.string(),
  session_id: z.string(),
  seq: z.int(),
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  created_at: z.string(),
  /** The turn that this message belongs to. */
  turn_id: z.string().nullable(),
  reply_to: z.string().nullable(),
  status: turnStatus,
  model: z.string().nullable(),
})

/** Oldest first within the page; the newest page comes first. */
export const messageList = z.object({ messages: z.array(storedMessage), next_cursor: z.string().nullable() })

export const sessionPatch = z.strictObject({ title: z.string().min(1).max(1_000) })
