import type { CliDefinition, CommandDefinition, OutputFormat } from '../command.js'
import { carriesValue, optionNamed, parseFlags } from './flags.js'
import { formatsOf, optionsOf } from './global-options.js'

/** What must be known of a command line even when it can't be parsed: how to print the error, or that help was asked. */
export interface Switches {
  readonly help: boolean
  readonly version: boolean
  readonly format: OutputFormat
  readonly verbosity: 'quiet' | 'normal' | 'verbose' | 'debug'
  readonly noColor: boolean
  readonly logFile?: string
}

export function readSwitches(
  definition: CliDefinition,
  argv: readonly string[],
  command?: CommandDefinition,
): Switches {
  const options = optionsOf(definition, command)
  const own = new Set([...(command?.options ?? []), ...(definition.globalOptions ?? [])])
  const found = new Map<string, string>()
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    const word = argv[at] ?? ''
    if (!word.startsWith('-') || word === '-') continue
    if (!word.startsWith('--') && word.length > 2) readGroup(word, options, own, found)
    const option = optionNamed(word, options)
    if (option === undefined) {
      found.set(word, '')
      continue
    }
    const { long, short, value } = parseFlags(option.flags)
    const takesNext = value === 'required' && !carriesValue(word)
    const given = takesNext ? argv[at + 1] : word.slice(word.indexOf('=') + 1)
    if (takesNext) at += 1
    if (!own.has(option)) found.set(long ?? short ?? word, given ?? '')
  }
  const format = formatsOf(definition, command).find((candidate) => candidate === found.get('--format'))
  const logFile = found.get('--log-file')
  return {
    help: found.has('--help'),
    version: found.has('--version') || found.has('-V'),
    format: found.has('--json') ? 'json' : (format ?? 'text'),
    verbosity: (['debug', 'verbose', 'quiet'] as const).find((name) => found.has(`--${name}`)) ?? 'normal',
    noColor: found.has('--no-color'),
    ...(logFile === undefined || logFile === '' ? {} : { logFile }),
  }
}

/** `-qv`: several switches in one word. Ends at the first letter that is none, whose value the rest may be. */
function readGroup(
  word: string,
  options: ReturnType<typeof optionsOf>,
  own: ReadonlySet<ReturnType<typeof optionsOf>[number]>,
  found: Map<string, string>,
): void {
  for (const letter of word.slice(1)) {
    const option = optionNamed(`-${letter}`, options)
    if (option === undefined || parseFlags(option.flags).value !== 'none') return
    if (!own.has(option)) found.set(parseFlags(option.flags).long ?? `-${letter}`, '')
  }
}
