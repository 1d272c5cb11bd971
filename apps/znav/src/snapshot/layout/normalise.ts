import type { JsonValue } from '@engawa/core'
import { panesOfTab, type SessionContent, type TreeNode, tabsInOrder } from '../model.js'

/**
 * A content as it can be compared with another session's: panes are called by where they stand, and what follows from
 * the terminal's size, or changes without anybody's doing, is left out.
 */
export function normalise(content: SessionContent): JsonValue {
  return tabsInOrder(content).map((tab, at) => {
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
      floating: tab.floating.map(({ pane, ...place }) => ({ ...place, pane: placeOf(pane) })),
      panes: panesOfTab(tab).map((key) => {
        const pane = content.panes[key]
        return { name: pane?.name ?? null, cwd: pane?.cwd ?? null, command: pane?.command ?? null }
      }),
    }
  })
}

function normalNode(node: TreeNode, placeOf: (key: string) => number | null): JsonValue {
  const place = {
    ...(node.size === undefined ? {} : { size: node.size }),
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
