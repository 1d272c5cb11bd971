import type { PaneRecord } from '../domain/pane.js'

export interface TabBranch {
  readonly name: string
  readonly panes: readonly PaneRecord[]
}

export interface SessionBranch {
  readonly name: string
  readonly tabs: readonly TabBranch[]
}

/** Panes by session and tab, in the order of their names; panes of a tab in the order that they have there. */
export function sessionTree(panes: readonly PaneRecord[]): SessionBranch[] {
  return group(panes, (pane) => pane.session).map(([session, ofSession]) => ({
    name: session,
    tabs: group(ofSession, (pane) => pane.tab).map(([tab, ofTab]) => ({
      name: tab,
      panes: ofTab.toSorted((a, b) => a.position - b.position || compare(a.name, b.name)),
    })),
  }))
}

function group(panes: readonly PaneRecord[], keyOf: (pane: PaneRecord) => string): [string, PaneRecord[]][] {
  const groups = new Map<string, PaneRecord[]>()
  for (const pane of panes) {
    const found = groups.get(keyOf(pane))
    if (found) found.push(pane)
    else groups.set(keyOf(pane), [pane])
  }
  return [...groups].sort(([a], [b]) => compare(a, b))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
