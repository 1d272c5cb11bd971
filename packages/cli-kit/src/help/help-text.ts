import type { ArgumentDefinition, CliDefinition, CommandDefinition, OptionDefinition } from '../command.js'
import { createStyle } from '../output/style.js'
import { wrap } from '../output/wrap.js'
import { builtInOptions, optionsOf } from '../parse/global-options.js'

export interface HelpLayout {
  readonly color: boolean
  readonly width: number
}

/** Help of the whole program, of a group (`session`) or of one command: usage, then examples, then the rest. */
export function helpText(definition: CliDefinition, path: string, layout: HelpLayout): string {
  // For the whole program: the command that runs when none is named.
  const command = definition.commands.find((candidate) => candidate.path === path)
  const below = definition.commands.filter(
    (candidate) => !candidate.hidden && candidate.path !== '' && (path === '' || candidate.path.startsWith(`${path} `)),
  )
  const { bold } = createStyle(layout.color)
  const sections: string[] = [path === '' ? definition.summary : (command?.summary ?? `Commands of ${path}.`)]
  const section = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) sections.push([bold(title), ...lines].join('\n'))
  }

  section('Usage', usageLines(definition, path, command, below.length > 0))
  section('Examples', exampleLines(definition, path, command, below, layout))
  if (command !== undefined) section('Arguments', entries((command.arguments ?? []).map(argumentEntry), layout))
  if (command !== undefined) section('Options', entries((command.options ?? []).map(optionEntry), layout))
  section(
    'Commands',
    entries(
      below.map(({ path, summary }) => [path, summary]),
      layout,
    ),
  )
  const globals = [...(definition.globalOptions ?? []), ...builtInOptions(definition)]
  const own = new Set(command?.options ?? [])
  const global = command === undefined ? globals : optionsOf(definition, command).filter((option) => !own.has(option))
  section('Global options, in every position', entries(global.map(optionEntry), layout))
  return `${sections.join('\n\n')}\n`
}

/** `zen session show <name> [options]` */
export function usageOf(definition: CliDefinition, command: CommandDefinition): string {
  const words = [definition.name, command.path, ...(command.arguments ?? []).map(argumentSign)]
  if ((command.options ?? []).length > 0) words.push('[options]')
  return words.filter(Boolean).join(' ')
}

export const argumentSign = ({ name, required, variadic }: ArgumentDefinition): string => {
  const shown = variadic ? `${name}...` : name
  return required ? `<${shown}>` : `[${shown}]`
}

function usageLines(definition: CliDefinition, path: string, command: CommandDefinition | undefined, group: boolean) {
  const lines: string[] = []
  if (command !== undefined) lines.push(`  ${usageOf(definition, command)}`)
  if (group) lines.push(`  ${[definition.name, path, '<command> [options]'].filter(Boolean).join(' ')}`)
  return lines
}

function exampleLines(
  definition: CliDefinition,
  path: string,
  command: CommandDefinition | undefined,
  below: readonly CommandDefinition[],
  { color }: HelpLayout,
): readonly string[] {
  const { dim } = createStyle(color)
  const firsts = (commands: readonly CommandDefinition[]) =>
    commands.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4)
  const examples = (path === '' ? definition.examples : undefined) ?? command?.examples
  return (examples ?? firsts(below)).flatMap(({ command, explains }) => [`  ${dim(`# ${explains}`)}`, `  ${command}`])
}

const argumentEntry = (argument: ArgumentDefinition): Entry => [
  argumentSign(argument),
  withChoices(argument.description, argument.choices),
]

const optionEntry = (option: OptionDefinition): Entry => [
  option.flags,
  withChoices(option.description, option.choices) +
    (option.default === undefined ? '' : ` (default: ${JSON.stringify(option.default)})`),
]

const withChoices = (text: string, choices: readonly string[] | undefined): string =>
  choices === undefined ? text : `${text} (${choices.join(', ')})`

type Entry = readonly [name: string, text: string]

/** Two columns where they fit; the text goes below its name on a narrow terminal. */
function entries(list: readonly Entry[], { width }: HelpLayout): readonly string[] {
  const column = Math.min(34, Math.max(0, ...list.map(([name]) => name.length)))
  const indent = width < 60 ? 6 : column + 4
  return list.flatMap(([name, text]) => {
    const [first = '', ...more] = wrap(text, width - indent)
    const fits = width >= 60 && name.length <= column
    const pad = ' '.repeat(indent)
    return [
      fits ? `  ${name.padEnd(column)}  ${first}` : `  ${name}`,
      ...(fits ? more : [first, ...more]).map((line) => pad + line),
    ]
  })
}
