import type { ArgumentDefinition, CliDefinition, CommandContext, OptionDefinition } from '../command.js'
import { findCommand } from '../parse/find-command.js'
import { carriesValue, optionNamed, parseFlags } from '../parse/flags.js'
import { optionsOf } from '../parse/global-options.js'

export interface Candidate {
  readonly value: string
  readonly description?: string
}

/**
 * What may stand in place of the last word. Nothing where the shell itself knows better: file names, free text.
 *
 * @param words the words after the program's name, the one being typed last
 */
export async function candidates(
  definition: CliDefinition,
  words: readonly string[],
  context: CommandContext,
): Promise<readonly Candidate[]> {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const found = findCommand(definition, before)
  const options = optionsOf(definition, found.command)
  const starting = (list: readonly Candidate[]) =>
    list.filter(({ value }) => value.startsWith(typed) && !/[\u0000-\u001f\u007f]/.test(value))

  if (!before.includes('--')) {
    const waiting = optionWaiting(before, options)
    if (waiting !== undefined) return starting(await valuesOf(definition, waiting, context))
    const inline = typed.startsWith('--') && typed.includes('=') ? optionNamed(typed, options) : undefined
    if (inline !== undefined) {
      const prefix = typed.slice(0, typed.indexOf('=') + 1)
      const values = await valuesOf(definition, inline, context)
      return starting(values.map((candidate) => ({ ...candidate, value: prefix + candidate.value })))
    }
    if (typed.startsWith('-')) return starting(options.map(optionCandidate))
  }

  const operands = operandsOf(found.rest, options)
  const subcommands = operands.length === 0 ? nextWords(definition, found.path) : []
  const argument = argumentAt(found.command?.arguments ?? [], operands.length)
  const values = argument === undefined ? [] : await valuesOf(definition, argument, context)
  return starting([...subcommands, ...values])
}

function optionWaiting(before: readonly string[], options: readonly OptionDefinition[]): OptionDefinition | undefined {
  const word = before.at(-1)
  if (word === undefined || !word.startsWith('-') || carriesValue(word)) return undefined
  const option = optionNamed(word, options)
  return option !== undefined && parseFlags(option.flags).value === 'required' ? option : undefined
}

async function valuesOf(
  { completions }: CliDefinition,
  source: Pick<ArgumentDefinition, 'choices' | 'complete'>,
  context: CommandContext,
): Promise<readonly Candidate[]> {
  if (source.choices !== undefined) return source.choices.map((value) => ({ value }))
  const live = source.complete === undefined ? undefined : completions?.[source.complete]
  return live === undefined ? [] : (await live(context)).map((value) => ({ value }))
}

const optionCandidate = ({ flags, description }: OptionDefinition): Candidate => {
  const { long, short } = parseFlags(flags)
  return { value: long ?? short ?? flags, description }
}

/** Arguments among the words: everything that is no option and no option's value. */
function operandsOf(rest: readonly string[], options: readonly OptionDefinition[]): readonly string[] {
  const operands: string[] = []
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    if (word === '--') return [...operands, ...rest.slice(at + 1)]
    if (!word.startsWith('-') || word === '-') operands.push(word)
    else {
      const option = optionNamed(word, options)
      if (option !== undefined && parseFlags(option.flags).value === 'required' && !carriesValue(word)) at += 1
    }
  }
  return operands
}

function argumentAt(list: readonly ArgumentDefinition[], position: number): ArgumentDefinition | undefined {
  const last = list.at(-1)
  return list[position] ?? (last?.variadic ? last : undefined)
}

function nextWords({ commands }: CliDefinition, path: string): readonly Candidate[] {
  const found = new Map<string, string>()
  const prefix = path === '' ? '' : `${path} `
  for (const { path: candidate, summary, hidden } of commands) {
    if (hidden || candidate === path || !candidate.startsWith(prefix)) continue
    const [word = '', more] = candidate.slice(prefix.length).split(' ')
    if (word !== '' && (more === undefined || !found.has(word))) found.set(word, more === undefined ? summary : '')
  }
  if (path === '') found.set('help', 'help on a command')
  return [...found].map(([value, description]) => ({ value, ...(description === '' ? {} : { description }) }))
}
