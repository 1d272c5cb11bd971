import type { JsonObject } from '@engawa/core'
import { entrySources, entryTypes } from '../domain/intent.js'
import { paneStatuses } from '../domain/pane.js'
import { count, flag, list, mapOf, orNull, shape, text } from './schema-parts.js'

const failure = shape({ code: text, message: text })

const entry = shape(
  {
    id: text,
    pane_name: text,
    timestamp: text,
    summary: text,
    entry_type: { enum: entryTypes },
    artifacts: list(text),
    source: { enum: entrySources },
    commands_run: count,
    goal_delta: text,
    signature: text,
  },
  ['commands_run', 'goal_delta', 'signature'],
)

const paneFields: Readonly<Record<string, JsonObject>> = {
  name: text,
  session: text,
  tab: text,
  position: count,
  status: { enum: paneStatuses },
  last_intent: orNull(text),
  last_intent_at: orNull(text),
  created_at: text,
  pane_id: orNull(text),
  seen_at: orNull(text),
  goal: orNull(text),
  meta: mapOf(text),
}
const pane = shape(paneFields)

/** JSON Schema of `data` for each command that answers with something of Perth's own. */
export const outputs = {
  paneOpen: shape({ pane, created: flag, created_tab: flag, reopened: flag, focused: flag }),
  paneLog: shape({ entry, registered: flag, redacted: mapOf(count) }),
  paneHistory: shape({ pane_name: text, entries: list(entry) }),
  paneInfo: shape({ ...paneFields, artifacts: mapOf(text), entry_count: count, last_entry: orNull(entry) }),
  list: shape({
    pane_count: count,
    sessions: list(shape({ name: text, tabs: list(shape({ name: text, panes: list(pane) })) })),
  }),
  tab: shape({ session: text, tab: text, created: flag, focused: flag }),
  reconcile: shape({
    checked: count,
    without_place: count,
    counts: shape({ active: count, stale: count, missing: count }),
    changes: list(
      shape({ pane: text, status: shape({ from: text, to: text }), place: orNull(shape({ from: text, to: text })) }),
    ),
  }),
  migrate: shape({
    from: text,
    to: text,
    dry_run: flag,
    panes: count,
    changed: list(text),
    entries_added: count,
    entries_left_out: count,
    artifacts_added: count,
    events_moved: count,
    panes_removed: count,
  }),
  eventsStatus: shape({
    broker: orNull(text),
    broker_reachable: orNull(flag),
    broker_error: orNull(failure),
    pending: count,
    oldest: orNull(text),
    dropped: count,
    dropped_events: list(shape({ reason: text, event_type: text, count, first_at: text, last_at: text })),
    last_delivery: orNull(shape({ at: text, delivered: count, error: orNull(failure) })),
  }),
  /** Of each line. */
  eventsTail: shape(
    {
      id: text,
      event_type: text,
      version: text,
      timestamp: text,
      source: text,
      correlation_id: text,
      causation_id: text,
      payload: { type: 'object' },
    },
    ['correlation_id', 'causation_id'],
  ),
  eventsFlush: shape({ delivered: count, pending: count }),
  paneSnapshot: shape(
    {
      entry,
      provider: text,
      model: text,
      cached: flag,
      redacted: mapOf(count),
      payload: shape({ method: text, url: text, headers: mapOf(text), body: text }),
    },
    ['entry', 'provider', 'model', 'cached', 'payload'],
  ),
  paneGoal: shape({ pane_name: text, goal: orNull(text), goal_set_at: orNull(text) }),
  paneProgress: shape({
    pane_name: text,
    goal: text,
    goal_set_at: text,
    percent: orNull({ type: 'number', minimum: 0, maximum: 100 }),
    /** Where the figure stands, and when the rate so far would reach the goal. */
    told_by: orNull(text),
    expected_at: orNull(text),
    entries: list(entry),
  }),
  paneRename: shape({ from: text, to: text, renamed_in_zellij: flag }),
  paneForget: shape({ pane_name: text, entries: count }),
  paneMove: shape({ pane }),
  search: shape({
    query: text,
    hits: list(shape({ pane_name: text, score: { type: 'number' }, entry })),
  }),
  insights: shape({
    panes: count,
    entries: count,
    by_hour: list(count),
    by_weekday: list(count),
    switches: shape({ count, per_day: { type: 'number' }, pairs: list(shape({ panes: list(text), count })) }),
    stuck: list(shape({ pane_name: text, entries_since_milestone: count, since: text })),
    artifacts: list(shape({ path: text, entries: count, panes: list(text) })),
  }),
  export: shape({ exported_at: text, panes: list(shape({ pane, entries: list(entry) })) }),
  mcp: shape({ answered: count }),
  hook: shape({ pane: text, recording: flag }),
} as const
