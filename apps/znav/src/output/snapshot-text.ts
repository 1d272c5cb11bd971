import type { SessionContent } from '../snapshot/model.js'
import { panesOfTab, tabsInOrder } from '../snapshot/model.js'
import type { RestoreReport } from '../snapshot/restore/report.js'
import type { SnapshotListing } from '../snapshot/store/snapshot-store.js'
import { counted } from './counted.js'
import { plain } from './plain.js'

/** One line for each snapshot, newest first. */
export function listText(listed: readonly SnapshotListing[]): string {
  if (listed.length === 0) return 'There are no snapshots. Take one: znav snapshot create NAME'
  return listed
    .map((meta) => {
      const kind = meta.parent === undefined ? '' : `, on ${meta.parent}`
      const counts = `${counted(meta.tabCount, 'tab')}, ${counted(meta.paneCount, 'pane')}, ${meta.sizeBytes} bytes${kind}`
      const at = new Date(meta.createdAt).toISOString().slice(0, 16).replace('T', ' ')
      return `${meta.latest ? '*' : ' '} ${meta.name}  ${plain(meta.session)}  ${at}  ${counts}`
    })
    .join('\n')
}

/** Tabs and panes as a tree, with what is known of each. */
export function contentText(content: SessionContent): string {
  return tabsInOrder(content)
    .map((tab) => {
      const panes = panesOfTab(tab).map((key) => {
        const { name, cwd, command, git } = content.panes[key] ?? {}
        const focus = tab.focus === key || tab.floatingFocus === key ? '*' : ' '
        const branch = git === undefined ? '' : ` [${git.branch}]`
        return `  ${focus} ${plain(name ?? '-')}  ${plain(cwd ?? '?')}${plain(branch)}${command === undefined ? '' : `  $ ${plain(command)}`}`
      })
      return [`${plain(tab.name)}${tab.active === true ? ' (active)' : ''}`, ...panes].join('\n')
    })
    .join('\n')
}

/** What was restored, what was not as it was, and what to type next. */
export function reportText(report: RestoreReport): string {
  const restored = `Restored ${counted(report.tabsRestored, 'tab')} and ${counted(report.panesRestored, 'pane')} of ${report.snapshotName} in session ${plain(report.session)}.`
  const typed =
    report.commandsTyped === 0 ? [] : [`${counted(report.commandsTyped, 'command')} typed: press Enter to run one.`]
  const run = report.commandsRun.map((command) => `Running: ${plain(command)}`)
  const different = report.differences.map(
    ({ path, wanted, found }) =>
      `  ${plain(path)}: wanted ${plain(wanted ?? 'nothing')}, found ${plain(found ?? 'nothing')}`,
  )
  const proof = different.length === 0 ? [] : ['It is not as it was:', ...different]
  return [
    restored,
    ...run,
    ...typed,
    ...proof,
    `Go there: zellij attach ${plain(JSON.stringify(report.session))}`,
  ].join('\n')
}
