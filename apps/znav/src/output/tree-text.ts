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
  const outside = session.name === unknownPlace
  const title = outside ? '(outside Zellij)' : plain(session.name)
  const tabs = session.tabs.map((tab, at) => {
    const last = at === session.tabs.length - 1
    const panes = tab.panes.map((pane, index) => {
      const stem = `${last ? '   ' : '│  '}${index === tab.panes.length - 1 ? '└─' : '├─'}`
      const intent = pane.lastIntent === undefined ? '' : `  ${lastIntent(pane, now)}`
      // Outside Zellij nobody can say how a pane fares.
      const name = outside ? `· ${pane.name}` : `${marks[pane.status]} ${pane.name} [${pane.status}]`
      return `${stem} ${name}${intent}\n`
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
        const place =
          session.name === unknownPlace
            ? 'outside Zellij'
            : `${plain(session.name)} / ${plain(tab.name)}, ${pane.status}`
        const intent = pane.lastIntent === undefined ? 'nothing logged' : lastIntent(pane, now)
        return `- ${pane.name} (${place}): ${intent}`
      }),
    ),
  )
  return lines.length === 0 ? 'No panes are known.\n' : `Panes:\n${lines.join('\n')}\n`
}
