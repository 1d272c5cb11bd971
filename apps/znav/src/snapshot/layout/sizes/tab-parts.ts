import type { Geometry, SessionContent, TabContent, TreeNode } from '../../model.js'
import { extentOf, type Part, type PartGroup } from './part.js'
import { stackExtent } from './stack-extent.js'

export interface TabParts {
  readonly root: PartGroup
  /** The tree's node that each part stands for. */
  readonly nodes: ReadonlyMap<TreeNode, Part>
}

/** @returns nothing where it is not known of all panes where they were */
export function tabParts(tab: TabContent, panes: SessionContent['panes']): TabParts | undefined {
  const nodes = new Map<TreeNode, Part>()
  const build = (node: TreeNode): Part | undefined => {
    const part = partOf(node, panes, build)
    if (part !== undefined) nodes.set(node, part)
    return part
  }
  const children = tab.tiled.map(build).filter((part) => part !== undefined)
  const target = extentOf(children.map((child) => child.target))
  if (target === undefined || children.length < tab.tiled.length) return undefined
  return { root: { target, vertical: false, children }, nodes }
}

function partOf(
  node: TreeNode,
  panes: SessionContent['panes'],
  build: (child: TreeNode) => Part | undefined,
): Part | undefined {
  const fixed = typeof node.size === 'number' ? { fixed: node.size } : {}
  if (!('children' in node)) {
    const target: Geometry | undefined = 'pane' in node ? panes[node.pane]?.geometry : node.geometry
    return target && { target, lines: 1, ...fixed }
  }
  if (node.stacked === true) {
    const target = stackExtent(node, panes)
    return target && { target, lines: node.children.length, ...fixed }
  }
  const children = node.children.map(build).filter((part) => part !== undefined)
  const target = extentOf(children.map((child) => child.target))
  if (target === undefined || children.length < node.children.length) return undefined
  return { target, vertical: node.vertical === true, children, ...fixed }
}
