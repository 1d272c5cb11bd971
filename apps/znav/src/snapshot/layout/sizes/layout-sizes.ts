import type { Placed, SessionContent, TabContent, TreeNode } from '../../model.js'
import { chooseShares } from './chosen-shares.js'
import { tabParts } from './tab-parts.js'

/** What to write for a node; nothing where it takes what others leave. */
export type SizeOf = (node: TreeNode) => Placed['size']

/**
 * Sizes to write into a layout. What Zellij dumps are percentages of the split around a part, and what it reads are
 * percentages of the tab: its own dump of nested panes comes back with all parts equal.
 */
export function layoutSizes(tab: TabContent, { panes, display }: SessionContent): SizeOf {
  const parts = display === undefined ? undefined : tabParts(tab, panes)
  if (parts === undefined || display === undefined) return ofDump(tab)
  const shares = chooseShares(parts.root, display)
  return (node) => {
    const part = parts.nodes.get(node)
    const share = part && shares.get(part)
    return typeof node.size === 'number' ? node.size : share === undefined ? undefined : `${share}%`
  }
}

/** Before Zellij 0.44 nothing but the dump tells how large panes are. */
function ofDump(tab: TabContent): SizeOf {
  const sizes = new Map<TreeNode, Placed['size']>()
  const visit = (nodes: readonly TreeNode[], vertical: boolean, percent: { columns: number; rows: number }) => {
    const axis = vertical ? 'columns' : 'rows'
    const told = nodes.map(({ size }) => (typeof size === 'string' ? Number.parseInt(size, 10) : undefined))
    const given = told.reduce<number>((sum, share) => sum + (share ?? 0), 0)
    const rest = nodes.filter(({ size }) => size === undefined).length
    const last = nodes.findLastIndex(({ size }) => typeof size === 'string')
    for (const [at, node] of nodes.entries()) {
      const share = ((told[at] ?? (100 - given) / Math.max(1, rest)) * percent[axis]) / 100
      // The last one takes what rounding has left over.
      const size =
        typeof node.size !== 'string'
          ? node.size
          : rest === 0 && at === last
            ? undefined
            : `${Math.max(1, Math.round(share))}%`
      sizes.set(node, size)
      if ('children' in node) visit(node.children, node.vertical === true, { ...percent, [axis]: share })
    }
  }
  visit(tab.tiled, false, { columns: 100, rows: 100 })
  return (node) => sizes.get(node)
}
