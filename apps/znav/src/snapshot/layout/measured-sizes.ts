import type { DumpedNode } from './dumped-session.js'
import type { Joined } from './join-panes.js'

/**
 * The parts of a split as they are on screen, in whole percent. In nested splits Zellij's dump tells percentages that are
 * not those of its panes: restored from them, a session would drift a little each time.
 */
export function measuredSizes(
  nodes: readonly DumpedNode[],
  vertical: boolean,
  joined: Joined | undefined,
): readonly DumpedNode[] {
  const relative = nodes.filter(({ size }) => typeof size === 'string')
  const last = relative.at(-1)
  if (joined === undefined || last === undefined || relative.length < 2) return nodes
  const cells = new Map(relative.map((node) => [node, extent(node, vertical, joined)] as const))
  const all = [...cells.values()].reduce((sum, extentOfNode) => sum + extentOfNode, 0)
  const percents = new Map(relative.map((node) => [node, Math.round(((cells.get(node) ?? 0) * 100) / all)] as const))
  const others = relative.reduce((sum, node) => sum + (node === last ? 0 : (percents.get(node) ?? 0)), 0)
  percents.set(last, 100 - others)
  if ([...percents.values()].some((percent) => !(percent >= 1))) return nodes
  return nodes.map((node) => (percents.has(node) ? { ...node, size: `${percents.get(node)}%` } : node))
}

/** From the first cell of its panes to the last. */
function extent(node: DumpedNode, vertical: boolean, joined: Joined): number {
  const spans = leavesIn(node).flatMap((leaf) => {
    const pane = joined.get(leaf)
    if (pane === undefined) return []
    return [vertical ? ([pane.x, pane.x + pane.columns] as const) : ([pane.y, pane.y + pane.rows] as const)]
  })
  return Math.max(...spans.map(([, end]) => end)) - Math.min(...spans.map(([start]) => start))
}

const leavesIn = (node: DumpedNode): Exclude<DumpedNode, { kind: 'split' }>[] =>
  node.kind === 'split' ? node.children.flatMap(leavesIn) : [node]
