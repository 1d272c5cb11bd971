import type { Clock } from '@engawa/core'
import { createEvent, type EventEnvelope } from '@engawa/events'
import type { RestoreReport } from './restore/report.js'
import type { SnapshotMeta } from './store/snapshot-record.js'

/** `perth.snapshot.created` */
export function createdEvent(meta: SnapshotMeta, clock: Clock): Promise<EventEnvelope> {
  return createEvent(
    'perth.snapshot.created',
    {
      session: meta.session,
      name: meta.name,
      tab_count: meta.tabCount,
      pane_count: meta.paneCount,
      is_incremental: meta.parent !== undefined,
    },
    { source: 'znav', clock },
  )
}

/** `perth.snapshot.restored` */
export function restoredEvent(report: RestoreReport, clock: Clock): Promise<EventEnvelope> {
  return createEvent(
    'perth.snapshot.restored',
    {
      session: report.session,
      name: report.snapshotName,
      tabs_restored: report.tabsRestored,
      panes_restored: report.panesRestored,
      warnings: report.warnings.length,
      errors: report.differences.length,
      duration_ms: report.durationMs,
    },
    { source: 'znav', clock },
  )
}
