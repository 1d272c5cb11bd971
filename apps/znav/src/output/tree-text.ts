import { unknownPlace } from '../domain/pane.js'
import { lastIntent } from './pane-text.js'
import { plain } from './plain.js'
import type { SessionBranch } from './session-tree.js'

const marks = { active: '●', stale: '○', missing: '✗' } as const

/** Sessions, their tabs and panes as a tree, with the status, last intent and age of each pane. */
export function treeText(sessions: readonly SessionBranch[], now: number): string {
  if (sessions.length === 0) return 'No panes yet. Log the first: znav pane log NAME "what was done"\n'
  return sessions.map((session) => branch(session, now)).join('')
}

function branch(session: SessionBranch, now: number): string {
  const title = session.name === unknownPlace ? '(outside Zellij)' : plain(session.name)
  const tabs = session.tabs.map((tab, at) => {
    const last = at === session.tabs.length - 1
    const panes = tab.panes.map((pane, index) => {
      const stem = `${last ? '   ' : '│  '}${index === tab.panes.length - 1 ? '└─' : '├─'}`
      const intent = pane.lastIntent === undefined ? '' : `  ${lastIntent(pane, now)}`
      return `${stem} ${marks[pane.status]} ${pane.name} [${pane.status}]${intent}\n`
    })
    return `${last ? '└─' : '├─'} ${tab.name === unknownPlace ? '(no tab)' : plain(tab.name)}\n${panes.join('')}`
  })
  return `${title}\n${tabs.join('')}`
}

/** The same for a prompt: one line for each pane. */
export function treeContext(sessions: readonly SessionBranch[], now: number): string {
  const lines = sessions.flatMap((session) =>
    session.tabs.flatMap((tab) =>
      tab.panes.map((pane) => {
        const place = session.name === unknownPlace ? 'outside Zellij' : `${plain(session.name)} / ${plain(tab.name)}`
        const intent = pane.lastIntent === undefined ? 'nothing logged' : lastIntent(pane, now)
        return `- ${pane.name} (${place}, ${pane.status}): ${intent}`
      }),
    ),
  )
  return lines.length === 0 ? 'No panes are known.\n' : `Panes:\n${lines.join('\n')}\n`
}
