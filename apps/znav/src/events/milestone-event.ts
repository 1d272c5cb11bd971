import type { Clock } from '@engawa/core'
import { createEvent, type EventEnvelope } from '@engawa/events'
import type { IntentEntry } from '../domain/intent.js'

/** `perth.milestone.recorded`: the entry as it was stored. */
export function milestoneEvent(entry: IntentEntry, clock: Clock): Promise<EventEnvelope> {
  return createEvent(
    'perth.milestone.recorded',
    {
      pane_name: entry.paneName,
      summary: entry.summary,
      entry_type: entry.type,
      artifacts: [...entry.artifacts],
      source: entry.source,
      ...(entry.goalDelta === undefined ? {} : { goal_delta: entry.goalDelta }),
      ...(entry.commandsRun === undefined ? {} : { commands_run: entry.commandsRun }),
    },
    { source: 'znav', clock },
  )
}
