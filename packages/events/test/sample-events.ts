import type { Redacted } from '@engawa/core'
import { createEvent, type EventEnvelope } from '../src/index.js'
import { vouched } from './vouched.js'

/** A milestone, told apart by its number. */
export async function milestone(number = 1): Promise<Redacted<EventEnvelope>> {
  const event = await createEvent(
    'perth.milestone.recorded',
    {
      pane_name: 'backend-dev',
      summary: `Step ${number}`,
      entry_type: 'milestone',
      artifacts: ['src/auth.py'],
      source: 'manual',
    },
    { source: 'znav' },
  )
  return vouched(event)
}

export const milestones = (count: number): Promise<Redacted<EventEnvelope>[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => milestone(index)))
