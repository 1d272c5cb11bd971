import type { DumpedFloat, DumpedLeaf, DumpedNode, DumpedSplit, DumpedTab } from './dumped-session.js'
import type { ListedPane } from './listed-session.js'

/** Which listed pane each leaf of a dumped tab is. */
export type Joined = ReadonlyMap<DumpedLeaf, ListedPane>

/**
 * The dump knows how panes are arranged, the list knows which they are; where they stand brings both together. In a
 * split whose parts stand side by side, the first part's panes begin left of all others, so that numbers alone tell
 * which belong where.
 *
 * @returns nothing when both do not tell of the same panes: something changed between the two
 */
export function joinPanes(tab: DumpedTab, listed: readonly ListedPane[]): Joined | undefined {
  const shown = listed.filter((pane) => !pane.suppressed)
  // A stack that fills its tab shows one of its panes alone; the others are folded away, and still in the dump.
  return (
    joinExactly(tab, shown) ??
    joinExactly(
      tab,
      listed.filter((pane) => !pane.suppressed || !pane.plugin),
    )
  )
}

function joinExactly(tab: DumpedTab, listed: readonly ListedPane[]): Joined | undefined {
  const joined = new Map<DumpedLeaf, ListedPane>()
  const root: DumpedSplit = { kind: 'split', vertical: false, stacked: false, children: tab.tiled }
  const tiled = assign(
    root,
    listed.filter((pane) => !pane.floating),
    joined,
  )
  const floating = assignFloats(
    tab.floating,
    listed.filter((pane) => pane.floating),
    joined,
  )
  return tiled && floating ? joined : undefined
}

function assign(node: DumpedNode, panes: readonly ListedPane[], joined: Map<DumpedLeaf, ListedPane>): boolean {
  if (node.kind !== 'split') {
    const [pane, another] = panes
    if (pane === undefined || another !== undefined || pane.plugin !== (node.kind === 'plugin')) return false
    joined.set(node, pane)
    return true
  }
  const edge = (pane: ListedPane) => (node.vertical ? pane.x : pane.y)
  const folded = node.stacked && new Set(panes.map(edge)).size < panes.length
  const sorted = folded ? unfold(node.children, panes) : [...panes].sort((a, b) => edge(a) - edge(b) || a.id - b.id)
  let taken = 0
  for (const child of node.children) {
    const wanted = leafCount(child)
    if (!assign(child, sorted.slice(taken, taken + wanted), joined)) return false
    taken += wanted
  }
  return taken === panes.length
}

function assignFloats(
  floats: readonly DumpedFloat[],
  panes: readonly ListedPane[],
  joined: Map<DumpedLeaf, ListedPane>,
): boolean {
  const left = new Set(panes)
  const join = (fits: (float: DumpedFloat, pane: ListedPane) => boolean) => {
    for (const float of floats) {
      const found = joined.has(float.leaf)
        ? undefined
        : [...left].find((pane) => atPlace(float, pane) && fits(float, pane))
      if (found === undefined) continue
      left.delete(found)
      joined.set(float.leaf, found)
    }
  }
  // The size in the dump is the one that it was opened with.
  join(({ width, height }, pane) => pane.columns === width && pane.rows === height)
  join(({ leaf }, pane) => leaf.kind === 'pane' && leaf.name === pane.title)
  join(() => true)
  return left.size === 0 && floats.every(({ leaf }) => joined.has(leaf))
}

const atPlace = ({ leaf, x, y }: DumpedFloat, pane: ListedPane) =>
  pane.plugin === (leaf.kind === 'plugin') && pane.x === x && pane.y === y

/** Folded panes stand all at one place. The open one is told by being shown, others by their names, the rest by age. */
function unfold(children: readonly DumpedNode[], panes: readonly ListedPane[]): ListedPane[] {
  const left = new Set([...panes].sort((a, b) => a.id - b.id))
  const slots = new Map<DumpedNode, ListedPane>()
  const fill = (fits: (child: DumpedNode, pane: ListedPane) => boolean) => {
    for (const child of children) {
      const pane = slots.has(child) ? undefined : [...left].find((candidate) => fits(child, candidate))
      if (pane === undefined) continue
      slots.set(child, pane)
      left.delete(pane)
    }
  }
  fill((child, pane) => child.expanded === true && !pane.suppressed)
  fill((child, pane) => child.kind === 'pane' && child.name !== undefined && child.name === pane.title)
  fill((child, pane) => child.kind === 'pane' && (child.command === undefined) === (pane.madeFor === undefined))
  fill(() => true)
  return children.flatMap((child) => slots.get(child) ?? [])
}

const leafCount = (node: DumpedNode): number =>
  node.kind === 'split' ? node.children.reduce((sum, child) => sum + leafCount(child), 0) : 1
