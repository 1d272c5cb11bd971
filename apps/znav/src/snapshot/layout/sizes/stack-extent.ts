import type { Geometry, SessionContent, Split } from '../../model.js'
import { extentOf } from './part.js'

/**
 * Where a stack is. Its folded panes have a line each beside the open one, or, once somebody has looked at the tab, no
 * place of their own; for a moment after a resize Zellij tells where they once were.
 */
export function stackExtent(stack: Split, panes: SessionContent['panes']): Geometry | undefined {
  const places = stack.children.flatMap((child) => {
    const geometry = 'pane' in child ? panes[child.pane]?.geometry : undefined
    return geometry !== undefined && (child.expanded === true || geometry.rows === 1) ? [geometry] : []
  })
  return extentOf(places)
}
