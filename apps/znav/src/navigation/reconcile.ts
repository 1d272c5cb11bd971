import type { PaneRecord, PaneStatus } from '../domain/pane.js'
import { unknownPlace } from '../domain/pane.js'
import type { LiveSession, SessionListing } from '../zellij/live-session.js'
import { findLivePane, seenAlive } from './find-live-pane.js'
import type { Navigation } from './open-pane.js'

export interface PaneChange {
  readonly pane: string
  readonly status: { readonly from: PaneStatus; readonly to: PaneStatus }
  /** `session / tab`, where the pane has moved. */
  readonly place?: { readonly from: string; readonly to: string }
}

export interface ReconcileReport {
  readonly checked: number
  /** Logged from outside Zellij: there is nothing to compare them with. */
  readonly withoutPlace: number
  readonly counts: Readonly<Record<PaneStatus, number>>
  readonly changes: readonly PaneChange[]
}

interface Running {
  readonly listing: SessionListing
  readonly live: LiveSession
}

/**
 * Compare what Perth remembers with what Zellij shows.
 *
 * A pane that is alive anywhere is active, also when it has moved to another tab or session. One that is gone from a
 * running session is missing; one whose session isn't running is stale.
 */
export async function reconcile({ driver, state, clock, announce }: Navigation): Promise<ReconcileReport> {
  const panes = await state.panes()
  // A session that answers late must not make its panes stale.
  const remembered = new Set(panes.map((pane) => pane.session).filter((session) => session !== unknownPlace))
  const listed = await driver.sessions([...remembered])
  const running = await Promise.all(
    listed
      .filter((listing) => !listing.exited)
      .map(async (listing) => ({ listing, live: await driver.survey(listing.name) })),
  )
  const placed = panes.filter((pane) => pane.session !== unknownPlace)
  const now = clock.now()
  const outcomes = placed.map((pane) => ({ before: pane, after: compare(pane, running, now) }))
  const counts = { active: 0, stale: 0, missing: 0 }
  for (const { after } of outcomes) counts[after.status] += 1
  const placedAfter = outcomes.map(({ after }) => after)
  await announce?.(placed, placedAfter)
  await state.place(placedAfter)
  return {
    checked: placed.length,
    withoutPlace: panes.length - placed.length,
    counts,
    changes: outcomes.flatMap(({ before, after }) => changeOf(before, after)),
  }
}

function compare(pane: PaneRecord, running: readonly Running[], now: number): PaneRecord {
  const home = running.find(({ listing }) => listing.name === pane.session)
  const candidates = home === undefined ? running : [home, ...running.filter((other) => other !== home)]
  for (const { listing, live } of candidates) {
    const found = findLivePane(pane.name, pane, live, listing)
    if (found) return { ...pane, ...seenAlive(pane.name, listing.name, found.pane, now) }
  }
  return { ...pane, status: home === undefined ? 'stale' : 'missing' }
}

function changeOf(before: PaneRecord, after: PaneRecord): readonly PaneChange[] {
  const [from, to] = [before, after].map((pane) => `${pane.session} / ${pane.tab}`)
  const moved = from !== undefined && to !== undefined && from !== to
  if (!moved && before.status === after.status) return []
  return [
    {
      pane: after.name,
      status: { from: before.status, to: after.status },
      ...(moved ? { place: { from, to } } : {}),
    },
  ]
}
