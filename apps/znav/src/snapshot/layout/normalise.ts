import type { JsonValue } from '@engawa/core'
import { panesOfTab, type SessionContent, type Split, type TreeNode, tabsInOrder } from '../model.js'
import { stackExtent } from './sizes/stack-extent.js'

/**
 * A content as it can be compared with another session's: panes are called by where they stand, and what changes without
 * anybody's doing is left out.
 *
 * @param cells whether the places of panes are told, which follow from the terminal's size
 */
export function normalise(content: SessionContent, cells: boolean): JsonValue {
  return tabsInOrder(content).map((tab, at) => {
    const stacked = new Set(stacksIn(tab.tiled).flatMap((stack) => stack.children.flatMap(keysOf)))
    const places = new Map(panesOfTab(tab).map((key, index) => [key, index] as const))
    const placeOf = (key: string | undefined) => (key === undefined ? null : (places.get(key) ?? null))
    return {
      name: tab.name,
      position: at,
      active: tab.active === true,
      focus: placeOf(tab.focus),
      floating_focus: placeOf(tab.floatingFocus),
      floating_hidden: tab.floatingHidden === true,
      tiled: unwrapped(tab.tiled).map((node) => normalNode(node, placeOf)),
      ...(cells ? { stacks: stackPlaces(tab.tiled, content.panes) } : {}),
      floating: tab.floating.map(({ pane, x, y, width, height, ...rest }) => ({
        ...(cells ? { x, y, width, height } : {}),
        ...rest,
        pane: placeOf(pane),
      })),
      panes: panesOfTab(tab).map((key) => {
        const pane = content.panes[key]
        const told = cells && !stacked.has(key) && pane?.geometry !== undefined
        const geometry = told ? { geometry: { ...pane.geometry } } : {}
        return { name: pane?.name ?? null, cwd: pane?.cwd ?? null, command: pane?.command ?? null, ...geometry }
      }),
    }
  })
}

/** Of a stack it matters where it is as a whole. */
const stackPlaces = (nodes: readonly TreeNode[], panes: SessionContent['panes']): JsonValue[] =>
  stacksIn(nodes).map((stack) => ({ geometry: { ...stackExtent(stack, panes) } }))

const stacksIn = (nodes: readonly TreeNode[]): Split[] =>
  nodes.flatMap((node) => ('children' in node ? (node.stacked === true ? [node] : stacksIn(node.children)) : []))

const keysOf = (node: TreeNode): string[] => ('pane' in node ? [node.pane] : [])

function normalNode(node: TreeNode, placeOf: (key: string) => number | null): JsonValue {
  const place = {
    ...(typeof node.size === 'number' ? { size: node.size } : {}),
    ...(node.borderless === true ? { borderless: true } : {}),
    ...(node.expanded === true ? { expanded: true } : {}),
  }
  if ('plugin' in node) return { plugin: node.plugin, ...place }
  if ('pane' in node) return { pane: placeOf(node.pane), ...place }
  return {
    split: node.stacked === true ? 'stacked' : node.vertical === true ? 'vertical' : 'horizontal',
    children: node.children.map((child) => normalNode(child, placeOf)),
    ...place,
  }
}

/** A tab's only node, where it merely stacks panes one above the other without a size, says what the tab itself says. */
function unwrapped(tiled: readonly TreeNode[]): readonly TreeNode[] {
  const [only, another] = tiled
  const plain = only !== undefined && another === undefined && 'children' in only
  return plain && only.vertical !== true && only.stacked !== true && only.size === undefined ? only.children : tiled
}
