import type { Clock } from '@engawa/core'
import { createEvent, type EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { PaneRecord } from '../domain/pane.js'
import type { IntentState } from '../state/intent-state.js'
import { sessionChanges } from './session-changes.js'

/**
 * Put `perth.session.started` and `perth.session.ended` into the outbox, before what they tell of is written: killed in
 * between, the next look tells it again rather than never.
 *
 * @returns how many
 */
export async function announceSessions(
  before: readonly PaneRecord[],
  after: readonly PaneRecord[],
  { state, clock, filter }: { readonly state: IntentState; readonly clock: Clock; readonly filter: SecretFilter },
): Promise<number> {
  const { started, ended } = sessionChanges(before, after)
  const options = { source: 'znav', clock }
  const events = await Promise.all([
    ...started.map((session) => createEvent('perth.session.started', { session }, options)),
    ...ended.map((session) => createEvent('perth.session.ended', { session }, options)),
  ])
  if (events.length > 0) await state.outbox.add(events.map((event) => filter.redact<EventEnvelope>(event)))
  return events.length
}
