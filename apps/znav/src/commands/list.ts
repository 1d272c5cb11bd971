import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { paneToWire } from '../domain/pane-wire.js'
import { treeMarkdown } from '../output/pane-markdown.js'
import { sessionTree } from '../output/session-tree.js'
import { treeContext, treeText } from '../output/tree-text.js'
import { withPerth } from './perth.js'

/** `znav list`: all panes as a tree. Asks only the state, so it works without Zellij; `reconcile` brings it up to date. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async ({ state, clock }) => {
    const panes = await state.panes()
    const sessions = sessionTree(panes)
    return {
      data: {
        pane_count: panes.length,
        sessions: sessions.map((session) => ({
          name: session.name,
          tabs: session.tabs.map((tab) => ({ name: tab.name, panes: tab.panes.map(paneToWire) })),
        })),
      },
      text: treeText(sessions, clock.now()),
      context: treeContext(sessions, clock.now()),
      markdown: treeMarkdown(sessions),
    }
  })
}
