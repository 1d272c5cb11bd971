import type { PaneRecord } from '../domain/pane.js'
import type { LivePane, LiveSession, SessionListing } from '../zellij/live-session.js'

export interface Found {
  readonly pane: LivePane
  /** Panes of this name in the session, this one included. */
  readonly namesakes: number
}

/** Zellij tells a session's age in whole seconds. */
const startToleranceMs = 2_000

/**
 * The pane of Zellij that a name stands for.
 *
 * Its title decides. Among namesakes: the one that Perth last saw there, else the one in the recorded tab, else the
 * first. A pane that was logged from inside has no title of that name; its id stands for it, but only as long as the
 * server lives that gave it, because another server gives the same ids to other panes.
 */
export function findLivePane(
  name: string,
  known: PaneRecord | undefined,
  live: LiveSession,
  session: SessionListing,
): Found | undefined {
  const here = known?.session === session.name ? known : undefined
  const namesakes = live.panes.filter((pane) => pane.title === name)
  const pane =
    namesakes.find((candidate) => candidate.id !== undefined && candidate.id === here?.paneId) ??
    namesakes.find((candidate) => candidate.tab === here?.tab) ??
    namesakes[0] ??
    paneById(here, live, session)
  return pane === undefined ? undefined : { pane, namesakes: Math.max(1, namesakes.length) }
}

function paneById(
  known: PaneRecord | undefined,
  live: LiveSession,
  { startedAt }: SessionListing,
): LivePane | undefined {
  if (known?.paneId === undefined || known.seenAt === undefined || startedAt === undefined) return undefined
  if (Date.parse(known.seenAt) < startedAt - startToleranceMs) return undefined
  return live.panes.find((pane) => pane.id === known.paneId)
}

/** What to remember of a pane that was just seen alive. */
export function seenAlive(name: string, session: string, pane: LivePane, now: number): PaneRecord {
  const timestamp = new Date(now).toISOString()
  return {
    name,
    session,
    tab: pane.tab,
    position: pane.position,
    status: 'active',
    createdAt: timestamp,
    meta: {},
    seenAt: timestamp,
    ...(pane.id === undefined ? {} : { paneId: pane.id }),
  }
}
