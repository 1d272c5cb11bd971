import type { IntentEntry } from '../domain/intent.js'
import type { RecordedCommand } from '../hooks/recorded-command.js'
import { recentFiles } from './recent-files.js'
import { runGit } from './run-git.js'

/** What was done in a pane lately, as far as can be seen from outside. Not yet filtered. */
export interface WorkContext {
  readonly pane: string
  /** Oldest first. */
  readonly commands: readonly { readonly command: string; readonly exitCode: number }[]
  readonly diffStat: string
  readonly diff: string
  /** Newest first. */
  readonly files: readonly string[]
  readonly previousIntent: string
}

export const contextLimits = { commands: 20, diffLines: 50, lineLength: 500, commandLength: 1_000 } as const

export interface ContextSources {
  readonly pane: string
  readonly commands: readonly RecordedCommand[]
  readonly previous: IntentEntry | undefined
  /** Where the pane works. */
  readonly cwd: string
  readonly signal: AbortSignal
}

export async function workContext(sources: ContextSources): Promise<WorkContext> {
  const { pane, commands, previous, cwd, signal } = sources
  const diffOf = (...args: readonly string[]) =>
    runGit(
      cwd,
      ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all', ...args, 'HEAD'],
      signal,
    )
  const [stat = '', diff = '', files] = await Promise.all([diffOf('--stat'), diffOf(), recentFiles(cwd, signal)])
  return {
    pane,
    commands: commands
      .slice(-contextLimits.commands)
      .map(({ command, exitCode }) => ({ command: command.slice(0, contextLimits.commandLength), exitCode })),
    diffStat: firstLines(stat),
    diff: firstLines(diff),
    files,
    previousIntent: previous?.summary ?? '',
  }
}

const firstLines = (text: string) =>
  text
    .split('\n')
    .slice(0, contextLimits.diffLines)
    .map((line) => line.slice(0, contextLimits.lineLength))
    .join('\n')
    .trimEnd()
