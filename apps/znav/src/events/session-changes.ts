import { type PaneRecord, unknownPlace } from '../domain/pane.js'

/** Sessions of Zellij that came to life, or are gone, between two looks at the panes in them. */
export interface SessionChanges {
  readonly started: readonly string[]
  readonly ended: readonly string[]
}

/**
 * A session lives as long as one of its panes is active or is missing from it; it is gone when all that is left of it are
 * stale panes. Whoever looks next finds no change any more: each is told once.
 */
export function sessionChanges(before: readonly PaneRecord[], after: readonly PaneRecord[]): SessionChanges {
  const [lived, lives] = [before, after].map(livingSessions)
  const stale = new Set(after.filter(({ status }) => status === 'stale').map(({ session }) => session))
  return {
    started: [...(lives ?? [])].filter((session) => !lived?.has(session)),
    ended: [...(lived ?? [])].filter((session) => !lives?.has(session) && stale.has(session)),
  }
}

const livingSessions = (panes: readonly PaneRecord[]): ReadonlySet<string> =>
  new Set(
    panes
      .filter(({ session, status }) => session !== unknownPlace && status !== 'stale')
      .map(({ session }) => session)
      .sort(),
  )
