import { isEngawaError, type JsonValue, nearest } from '@engawa/core'
import type { CliDefinition, CommandDefinition, CommandInput, OptionDefinition } from '../command.js'
import { parseFlags } from './flags.js'
import { optionsOf } from './global-options.js'
import { parsePlainly } from './parse-plainly.js'
import { UsageError } from './usage-error.js'

/** Turn the words after a command into its input: plainly where that is enough, by commander where it is not. */
export async function parseInput(
  definition: CliDefinition,
  command: CommandDefinition,
  words: readonly string[],
): Promise<CommandInput> {
  const options = optionsOf(definition, command)
  return (
    parsePlainly(options, command.arguments ?? [], words) ??
    (await parseThoroughly(definition, command, options, words))
  )
}

/** On a program of this one command, because every other one would only cost time. */
export async function parseThoroughly(
  definition: CliDefinition,
  command: CommandDefinition,
  options: readonly OptionDefinition[],
  words: readonly string[],
): Promise<CommandInput> {
  const { Argument, Command, CommanderError, Option } = await import('commander')
  const name = `${definition.name} ${command.path}`.trim()
  const program = new Command(name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false)
    .allowExcessArguments(false)

  for (const definition of options) {
    const option = new Option(definition.flags, definition.description)
    if (definition.choices !== undefined) option.choices(definition.choices)
    if (definition.default !== undefined) option.default(definition.default)
    if (definition.parse !== undefined) option.argParser(collecting(definition.parse, option.variadic))
    program.addOption(option)
  }
  for (const { name, description, required = false, variadic = false, choices } of command.arguments ?? []) {
    const dots = variadic ? '...' : ''
    const argument = new Argument(required ? `<${name}${dots}>` : `[${name}${dots}]`, description)
    if (choices !== undefined) argument.choices(choices)
    program.addArgument(argument)
  }

  try {
    await program.action(() => {}).parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (isEngawaError(error) || !(error instanceof CommanderError)) throw error
    throw toUsageError(error, name, options.map(({ flags }) => parseFlags(flags).long).filter(isString))
  }
  const values = command.arguments ?? []
  return {
    args: Object.fromEntries(values.map(({ name }, at) => [name, program.processedArgs[at]])),
    options: program.opts<Record<string, JsonValue>>(),
  }
}

const isString = (value: string | undefined): value is string => value !== undefined

/** Commander calls a parser once for each value and leaves the collecting of a variadic option's values to it. */
function collecting(parse: (value: string) => JsonValue, variadic: boolean) {
  return (value: string, before: JsonValue | undefined): JsonValue =>
    variadic ? [...(Array.isArray(before) ? before : []), parse(value)] : parse(value)
}

function toUsageError(error: { code: string; message: string }, name: string, known: readonly string[]): UsageError {
  const message = error.message.replace(/^error: /, '').replace(/\n\(.*\)$/s, '')
  const seeHelp = `See ${name} --help.`
  switch (error.code) {
    case 'commander.unknownOption': {
      // Its value is not repeated: what is tried as `--key=…` may be a secret.
      const given = (/'(.*)'/s.exec(message)?.[1] ?? '').replace(/=.*$/s, '')
      const near = given.startsWith('--') ? nearest(given, known) : undefined
      return new UsageError(
        'unknown-option',
        `unknown option ${given}`,
        near === undefined ? seeHelp : `Did you mean ${near}? ${seeHelp}`,
      )
    }
    case 'commander.missingArgument':
      return new UsageError('missing-argument', `${name}: ${message}`, seeHelp)
    case 'commander.excessArguments':
      return new UsageError(
        'excess-argument',
        `${name}: too many arguments`,
        `Quote words that belong together. ${seeHelp}`,
      )
    case 'commander.optionMissingArgument':
      return new UsageError('missing-value', message, seeHelp)
    case 'commander.invalidArgument':
      return new UsageError('bad-choice', message, seeHelp)
    default:
      return new UsageError('invalid', message, seeHelp)
  }
}
