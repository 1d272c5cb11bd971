import type { CliDefinition, CommandDefinition, OptionDefinition, OutputFormat } from '../command.js'
import { parseFlags } from './flags.js'

/** How a command's answer can be printed: as every command's, and in forms of its own. */
export const formatsOf = (
  { formats }: Pick<CliDefinition, 'formats'>,
  command?: CommandDefinition,
): readonly OutputFormat[] => [...formats, ...(command?.formats ?? [])]

export const formatOption = (formats: readonly OutputFormat[]): OptionDefinition => ({
  flags: '--format <format>',
  description: 'how to print the answer',
  choices: formats,
})

/** Options that every tool of the suite has, in every position. */
export function builtInOptions({ formats }: Pick<CliDefinition, 'formats'>): readonly OptionDefinition[] {
  return [
    formatOption(formats),
    ...(formats.includes('json') ? [{ flags: '--json', description: 'short for --format json' }] : []),
    { flags: '-q, --quiet', description: 'print the answer and errors, nothing else' },
    { flags: '-v, --verbose', description: 'say what is being done' },
    { flags: '--debug', description: 'say everything, with stack traces' },
    { flags: '--log-file <path>', description: 'write the log to this file', complete: 'files' },
    { flags: '--no-color', description: 'no colours' },
    { flags: '-h, --help', description: 'show help' },
  ]
}

/**
 * Everything that a command accepts. A command's own option wins over a global one of the same name, and a global
 * one loses its short name where a command or the program uses the letter for something else.
 */
export function optionsOf(definition: CliDefinition, command?: CommandDefinition): readonly OptionDefinition[] {
  const accepted: OptionDefinition[] = [...(command?.options ?? [])]
  for (const option of [
    ...(definition.globalOptions ?? []),
    ...builtInOptions({ formats: formatsOf(definition, command) }),
  ]) {
    const { short, long } = parseFlags(option.flags)
    const taken = new Set(accepted.flatMap(({ flags }) => Object.values(namesOf(flags))))
    if (long !== undefined && taken.has(long)) continue
    if (short !== undefined && taken.has(short)) {
      if (long === undefined) continue
      accepted.push({ ...option, flags: option.flags.replace(/^\s*-\S[\s,|]+/, '') })
    } else accepted.push(option)
  }
  return accepted
}

const namesOf = (flags: string) => {
  const { short, long } = parseFlags(flags)
  return { ...(short === undefined ? {} : { short }), ...(long === undefined ? {} : { long }) }
}
