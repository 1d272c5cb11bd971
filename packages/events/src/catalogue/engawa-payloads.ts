import * as z from 'zod/mini'

const count = z.int().check(z.positive())

export const eventsDropped = z.strictObject({
  reason: z.enum(['full', 'too-old', 'unreadable', 'refused']),
  /** Of the events that are lost; `unknown` where it could not be read. */
  event_type: z.string(),
  /** Since this was told for the last time. */
  count,
  /** Since the outbox was made. */
  total: count,
  first_at: z.string(),
  last_at: z.string(),
})
