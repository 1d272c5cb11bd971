import { type PaneRecord, unknownPlace } from './pane.js'

/**
 * A pane that is logged before it was ever opened through Perth. Inside Zellij the environment tells the session and
 * the pane; outside, nothing is known of its place.
 */
export function newPaneRecord(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  timestamp: string,
): PaneRecord {
  const session = env.ZELLIJ_SESSION_NAME
  const paneId = env.ZELLIJ_PANE_ID
  return {
    name,
    session: session || unknownPlace,
    tab: unknownPlace,
    position: 0,
    status: session ? 'active' : 'stale',
    createdAt: timestamp,
    meta: {},
    ...(session && paneId && /^\d{1,9}$/.test(paneId) ? { paneId: `terminal_${paneId}`, seenAt: timestamp } : {}),
  }
}
