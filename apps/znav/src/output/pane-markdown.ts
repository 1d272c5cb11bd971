import { type PaneRecord, unknownPlace } from '../domain/pane.js'
import { code, escapeMarkdown } from './markdown.js'
import type { PaneInfo } from './pane-text.js'
import type { SessionBranch } from './session-tree.js'

/** All panes as a document: a section for each session, a table with a row for each pane. Times are in UTC. */
export function treeMarkdown(sessions: readonly SessionBranch[]): string {
  const sections = sessions.map(({ name, tabs }) => {
    const rows = tabs.flatMap((tab) => tab.panes.map((pane) => row([place(tab.name), code(pane.name), ...facts(pane)])))
    const title = name === unknownPlace ? 'Outside Zellij' : escapeMarkdown(name)
    return `## ${title}\n\n${row(['tab', 'pane', 'status', 'last intent', 'when'])}\n${row(Array(5).fill('---'))}\n${rows.join('\n')}\n`
  })
  return `# Panes\n\n${sections.length === 0 ? 'No panes yet.\n' : sections.join('\n')}`
}

/** Everything known of one pane as a document. */
export function paneMarkdown({ pane, entries, artifacts }: PaneInfo): string {
  const [status, intent, when] = facts(pane)
  const lines: (readonly [label: string, value: string])[] = [
    ['Session', pane.session === unknownPlace ? 'outside Zellij' : escapeMarkdown(pane.session)],
    ['Tab', place(pane.tab)],
    ['Status', status],
    ['Created', utc(pane.createdAt)],
    ['Last intent', [intent, when].filter(Boolean).join(', ') || 'none yet'],
    ['Entries', String(entries.length)],
    ...Object.entries(pane.meta).map(([key, value]) => [escapeMarkdown(key), escapeMarkdown(value)] as const),
  ]
  const files = Object.entries(artifacts).map(([path, time]) => `- ${code(path)}, ${utc(time)}`)
  const section = files.length === 0 ? '' : `\n## Artifacts\n\n${files.join('\n')}\n`
  return `# Pane: ${pane.name}\n\n${lines.map(([label, value]) => `- **${label}:** ${value}`).join('\n')}\n${section}`
}

function facts(pane: PaneRecord): [status: string, intent: string, when: string] {
  const status = pane.session === unknownPlace ? '' : pane.status
  return [status, escapeMarkdown(pane.lastIntent ?? ''), pane.lastIntentAt === undefined ? '' : utc(pane.lastIntentAt)]
}

const place = (name: string) => (name === unknownPlace ? '' : escapeMarkdown(name))

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** `2026-01-06 12:30 UTC`; what is no time is shown as it is. */
function utc(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? escapeMarkdown(time) : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
