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
  return joinExactly(tab, shown) ?? joinFolded(tab, shown, listed)
}

/**
 * Once somebody has looked at a tab, its stacks show one pane each. The others are in the dump, and are listed with the
 * places where they were last seen.
 */
function joinFolded(tab: DumpedTab, shown: readonly ListedPane[], listed: readonly ListedPane[]): Joined | undefined {
  const stacks = tab.tiled.flatMap(stacksIn)
  const open = new Map(stacks.map((stack) => [stack, openPane(stack)] as const))
  const joined = joinExactly({ ...tab, tiled: tab.tiled.map((node) => unstacked(node, open)) }, shown)
  if (joined === undefined) return undefined
  const folded = listed.filter((pane) => pane.suppressed && !pane.plugin && !pane.floating)
  const members = membersOf(stacks, folded, (stack) => joined.get(openPane(stack)))
  const all = new Map(joined)
  for (const stack of stacks) {
    const [visible, others] = [joined.get(openPane(stack)), members.get(stack) ?? []]
    if (visible === undefined || others.length !== stack.children.length - 1) return undefined
    const panes = unfold(stack.children, [visible, ...others])
    for (const [at, child] of stack.children.entries()) {
      const pane = panes[at]
      if (child.kind !== 'split' && pane !== undefined) all.set(child, pane)
    }
  }
  return all
}

const stacksIn = (node: DumpedNode): DumpedSplit[] =>
  node.kind !== 'split' ? [] : node.stacked ? [node] : node.children.flatMap(stacksIn)

const openPane = ({ children }: DumpedSplit): DumpedLeaf => {
  const leaves = children.filter((child) => child.kind !== 'split')
  const leaf = leaves.find((child) => child.expanded === true) ?? leaves.at(-1)
  if (leaf === undefined) throw new RangeError('a stack has panes')
  return leaf
}

const unstacked = (node: DumpedNode, open: ReadonlyMap<DumpedSplit, DumpedLeaf>): DumpedNode =>
  node.kind !== 'split'
    ? node
    : (open.get(node) ?? { ...node, children: node.children.map((child) => unstacked(child, open)) })

/** Folded panes go to the stack that is nearest to where they were last seen, as long as it has a place for them. */
function membersOf(
  stacks: readonly DumpedSplit[],
  folded: readonly ListedPane[],
  visible: (stack: DumpedSplit) => ListedPane | undefined,
): ReadonlyMap<DumpedSplit, readonly ListedPane[]> {
  const members = new Map(stacks.map((stack) => [stack, [] as ListedPane[]] as const))
  const pairs = stacks.flatMap((stack) => folded.map((pane) => ({ stack, pane, far: apart(pane, visible(stack)) })))
  const taken = new Set<ListedPane>()
  for (const { stack, pane } of pairs.sort((a, b) => a.far - b.far || a.pane.id - b.pane.id)) {
    const place = members.get(stack)
    if (place === undefined || taken.has(pane) || place.length >= stack.children.length - 1) continue
    place.push(pane)
    taken.add(pane)
  }
  return members
}

const apart = (pane: ListedPane, other: ListedPane | undefined) =>
  other === undefined
    ? Number.POSITIVE_INFINITY
    : Math.abs(pane.x - other.x) + Math.abs(pane.y - other.y) + Math.abs(pane.columns - other.columns)

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
  const sorted = [...panes].sort((a, b) => edge(a) - edge(b) || a.id - b.id)
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

/** Nothing tells the order of folded panes. The open one is told by being shown, others by their names, the rest by age. */
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
