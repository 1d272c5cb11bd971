import { basename } from 'node:path'
import { splitWords } from '../layout/shell-words.js'
import { type GitPlace, type PaneContent, panesOfTab, type SessionContent, tabsInOrder } from '../model.js'
import type { RestoreWarning } from './report.js'

/** What there is on this machine now. */
export interface Machine {
  readonly home: string
  readonly zellij: string
  readonly isFolder: (path: string) => boolean
  /** Whether this program could be started in that folder. */
  readonly hasProgram: (program: string, cwd: string) => boolean
  readonly gitPlace: (folder: string) => GitPlace | undefined
}

export interface RestorePlan {
  /** What is to be there in the end. */
  readonly content: SessionContent
  /** Keys of panes whose command starts at once. */
  readonly runs: ReadonlySet<string>
  readonly warnings: readonly RestoreWarning[]
}

/**
 * What restoring a content comes to here and now: what is gone is replaced, and said.
 *
 * @param allowed beginnings of commands that may run: `npm run dev` allows `npm run dev -- --port 1`
 */
export function planRestore(content: SessionContent, machine: Machine, allowed: readonly string[]): RestorePlan {
  const warnings: RestoreWarning[] = versionWarning(content, machine)
  const runs = new Set<string>()
  const panes: Record<string, PaneContent> = { ...content.panes }
  for (const [key, label] of labels(content)) {
    const pane = content.panes[key] ?? {}
    const warn = (issue: RestoreWarning['issue'], detail: string, fallback: string) =>
      void warnings.push({ pane: label, issue, detail, fallback })
    const cwd = presentCwd(pane, machine, warn)
    panes[key] = cwd === pane.cwd ? pane : { ...pane, ...(cwd === undefined ? {} : { cwd }) }
    checkBranch(pane, machine, warn)
    if (pane.env !== undefined) {
      const names = Object.keys(pane.env).join(', ')
      warn('env_not_restored', `the environment had ${names}`, 'its shell starts with the environment of Zellij')
    }
    if (mayRun(pane, cwd ?? machine.home, machine, allowed, warn)) runs.add(key)
  }
  return { content: { ...content, panes }, runs, warnings }
}

type Warn = (issue: RestoreWarning['issue'], detail: string, fallback: string) => void

function presentCwd({ cwd }: PaneContent, { isFolder, home }: Machine, warn: Warn): string | undefined {
  if (cwd === undefined || isFolder(cwd)) return cwd
  warn('cwd_missing', `${cwd} is not there`, `opened in ${home}`)
  return home
}

function checkBranch({ git, cwd }: PaneContent, { gitPlace, isFolder }: Machine, warn: Warn): void {
  if (git === undefined || cwd === undefined || !isFolder(cwd)) return
  const now = gitPlace(cwd)
  if (now?.branch === git.branch) return
  const detail =
    now === undefined ? `${git.worktree} is no working tree any more` : `${git.worktree} is on ${now.branch}`
  warn('branch_changed', `${detail}, and was on ${git.branch}`, 'nothing was checked out')
}

function mayRun(
  { command, redacted }: PaneContent,
  cwd: string,
  { hasProgram }: Machine,
  allowed: readonly string[],
  warn: Warn,
): boolean {
  const [program, ...args] = command === undefined ? [] : splitWords(command)
  if (program === undefined) return false
  if (redacted === true) {
    warn('command_redacted', 'a secret was taken out of its command', 'typed as it is; complete it before you run it')
    return false
  }
  if (!hasProgram(program, cwd)) {
    warn('command_unavailable', `${program} can't be found`, 'typed, and not run')
    return false
  }
  return allowed.some((entry) => allows(splitWords(entry), [program, ...args]))
}

/** The first word may be a program's bare name; then it stands for that program wherever it is. */
function allows(entry: readonly string[], words: readonly string[]): boolean {
  return (
    entry.length > 0 && entry.every((word, at) => word === words[at] || (at === 0 && word === basename(words[0] ?? '')))
  )
}

function versionWarning({ zellij }: SessionContent, machine: Machine): RestoreWarning[] {
  if (zellij === machine.zellij) return []
  const detail = `taken with Zellij ${zellij}, restored with ${machine.zellij}`
  return [{ pane: null, issue: 'zellij_version', detail, fallback: 'restored all the same, and compared' }]
}

/** Each pane with the name that a person would know it by. */
function labels(content: SessionContent): [key: string, label: string][] {
  return tabsInOrder(content).flatMap((tab) =>
    panesOfTab(tab).map((key, at): [string, string] => [
      key,
      `${tab.name}/${content.panes[key]?.name ?? `#${at + 1}`}`,
    ]),
  )
}
