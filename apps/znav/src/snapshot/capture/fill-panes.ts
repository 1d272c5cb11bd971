import { joinWords } from '../layout/shell-words.js'
import type { ToldContent } from '../layout/to-content.js'
import type { GitPlace, PaneContent, SessionContent } from '../model.js'
import type { Foreground } from './proc-table.js'

export interface Surroundings {
  /** By Zellij's id of the pane. */
  readonly foreground: ReadonlyMap<number, Foreground>
  readonly gitPlace: (folder: string) => GitPlace | undefined
  /** Names of the variables that are kept. */
  readonly env: readonly string[]
}

/** Add to each pane what Zellij does not tell: the command as it was typed, selected environment, git. */
export function fillPanes(told: ToldContent, { foreground, gitPlace, env }: Surroundings): SessionContent {
  const { content, ofCommand } = told
  const places = new Map<string, GitPlace | undefined>()
  const placeOf = (folder: string) => {
    if (!places.has(folder)) places.set(folder, gitPlace(folder))
    return places.get(folder)
  }
  const filled = Object.entries(content.panes).map(([key, pane]): [string, PaneContent] => {
    const running = foreground.get(Number(/^terminal_(\d+)$/.exec(key)?.[1] ?? Number.NaN))
    const cwd = running?.cwd ?? pane.cwd
    const git = cwd === undefined ? undefined : placeOf(cwd)
    const kept = env.flatMap((name) => {
      const value = running?.environment[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    const { command: toldCommand, ...rest } = pane
    // What the terminal listens to is no guess, also where it is the shell itself.
    const guessed = running === undefined || ofCommand.has(key)
    const command = guessed ? toldCommand : running.words && joinWords(running.words)
    return [
      key,
      {
        ...rest,
        ...(cwd === undefined ? {} : { cwd }),
        ...(command === undefined ? {} : { command }),
        ...(kept.length === 0 ? {} : { env: Object.fromEntries(kept) }),
        ...(git === undefined ? {} : { git }),
      },
    ]
  })
  return { ...content, panes: Object.fromEntries(filled) }
}
