import { ZellijError } from '../domain/errors.js'
import type { KdlNode } from './kdl/document.js'
import { parseKdl } from './kdl/parse.js'
import type { LivePane, LiveTab } from './live-session.js'

/** What a node of a layout may hold that isn't a pane of this session. */
const containers: ReadonlySet<string> = new Set(['pane', 'floating_panes'])

/**
 * Reads `dump-layout`, all that versions before 0.44 tell: names and focus, but no ids.
 *
 * @throws ZellijError when it isn't a layout: some versions print an error there and exit with 0
 */
export function parseLayout(kdl: string): { tabs: LiveTab[]; panes: LivePane[] } {
  const tabs = layoutOf(kdl).children.filter((node) => node.name === 'tab')
  return {
    tabs: tabs.map((tab) => ({ name: name(tab), active: tab.props.focus === true })),
    panes: tabs.flatMap((tab) =>
      terminalPanes(tab).map((pane, position) => ({
        title: name(pane),
        tab: name(tab),
        position,
        focused: pane.props.focus === true,
        exited: false,
      })),
    ),
  }
}

function layoutOf(kdl: string): KdlNode {
  try {
    const layout = parseKdl(kdl).find((node) => node.name === 'layout')
    if (layout) return layout
  } catch {}
  throw new ZellijError(`zellij action dump-layout answered ${JSON.stringify(kdl.trim().slice(0, 80))}`, {
    code: 'zellij/answer',
    recoverable: true,
    hint: 'Try again when the session has finished starting.',
  })
}

/** The leaves: a pane that holds panes only arranges them, and one that holds a plugin is Zellij's own. */
function terminalPanes(node: KdlNode): KdlNode[] {
  return node.children
    .filter((child) => containers.has(child.name))
    .flatMap((child) => {
      if (child.name === 'floating_panes' || child.children.some((inner) => inner.name === 'pane')) {
        return terminalPanes(child)
      }
      return child.children.some((inner) => inner.name === 'plugin') ? [] : [child]
    })
}

const name = (node: KdlNode) => (typeof node.props.name === 'string' ? node.props.name : '')
