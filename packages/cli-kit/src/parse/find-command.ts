import type { CliDefinition, CommandDefinition } from '../command.js'
import { carriesValue, optionNamed, parseFlags } from './flags.js'
import { optionsOf } from './global-options.js'

export interface FoundCommand {
  /** The words that were recognised: `session list`, or `session` where only a group was named. */
  readonly path: string
  /** Absent when the words name a group, or nothing. */
  readonly command?: CommandDefinition
  /** The command line without the command's words: options before and after it, and its arguments. */
  readonly rest: readonly string[]
  /** The first word that could not belong to a command, where none was found. */
  readonly stranger?: string
  /** The option that no global one is, standing before any command. */
  readonly strangeOption?: string
}

/**
 * Find the command in a command line, whatever global options stand before, between and after its words.
 * The longest path wins: with `pane` and `pane log` in the table, `pane log` is the second and `pane backend` the first.
 */
export function findCommand(definition: CliDefinition, argv: readonly string[]): FoundCommand {
  const globals = optionsOf(definition)
  const words: string[] = []
  const passed: string[] = []
  let best: { words: number; command: CommandDefinition } | undefined
  let at = 0
  let stranger: string | undefined
  let strangeOption: string | undefined

  while (at < argv.length) {
    const word = argv[at] ?? ''
    if (word === '--') break
    if (word.startsWith('-') && word !== '-') {
      const option = optionNamed(word, globals)
      if (option === undefined) {
        strangeOption = word
        break
      }
      const takesNext = parseFlags(option.flags).value === 'required' && !carriesValue(word)
      passed.push(...argv.slice(at, at + (takesNext ? 2 : 1)))
      at += takesNext ? 2 : 1
      continue
    }
    const path = [...words, word].join(' ')
    const known = definition.commands.filter((command) => command.path === path || command.path.startsWith(`${path} `))
    if (known.length === 0) {
      stranger = word
      break
    }
    words.push(word)
    at += 1
    const exact = known.find((command) => command.path === path)
    if (exact !== undefined) best = { words: words.length, command: exact }
  }

  const bare =
    words.length === 0 && stranger === undefined ? definition.commands.find(({ path }) => path === '') : undefined
  const command = best?.command ?? bare
  const unclaimed = words.slice(best?.words ?? words.length)
  return {
    path: words.slice(0, best?.words ?? words.length).join(' '),
    ...(command === undefined ? {} : { command }),
    rest: [...passed, ...unclaimed, ...argv.slice(at)],
    ...(stranger === undefined ? {} : { stranger }),
    ...(strangeOption === undefined ? {} : { strangeOption }),
  }
}
