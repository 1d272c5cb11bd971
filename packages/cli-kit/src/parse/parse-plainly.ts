import type { JsonValue } from '@engawa/core'
import type { ArgumentDefinition, CommandInput, OptionDefinition } from '../command.js'
import { parseFlags } from './flags.js'

type Values = Record<string, JsonValue>

/**
 * Read a command line in which nothing is unusual, without commander: loading it costs more than the work of a short
 * command.
 *
 * @returns nothing where a word is unknown, missing, too much, grouped or refused by a list of choices: commander then
 *   decides what is meant, and says what is wrong
 */
export function parsePlainly(
  options: readonly OptionDefinition[],
  definitions: readonly ArgumentDefinition[],
  words: readonly string[],
): CommandInput | undefined {
  const values: Values = {}
  const operands: string[] = []
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? ''
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (!isOption(word)) {
      operands.push(word)
      at += 1
      continue
    }
    const read = readOption(options, words, at, values)
    if (read === 0) return undefined
    at += read
  }
  const args = readArguments(definitions, operands)
  return args === undefined ? undefined : { args, options: { ...defaultsOf(options), ...values } }
}

const isOption = (word: string): boolean => word.length > 1 && word.startsWith('-')

/** Takes one option and its values. Gives the number of words taken, 0 where it is not plain. */
function readOption(
  options: readonly OptionDefinition[],
  words: readonly string[],
  at: number,
  values: Values,
): number {
  const [name = '', inline] = split(words[at] ?? '')
  const option = options.find(({ flags }) => {
    const { long, short } = parseFlags(flags)
    return name === long || name === short
  })
  if (option === undefined) return 0
  const { long, value, variadic } = parseFlags(option.flags)
  if (long === undefined || value === 'optional') return 0
  const key = keyOf(long)
  if (value === 'none') {
    if (inline !== undefined) return 0
    values[key] = !long.startsWith('--no-')
    return 1
  }
  const given = inline === undefined ? followingValues(words, at + 1, variadic) : [inline]
  if (given.length === 0 || given.some((text) => option.choices?.includes(text) === false)) return 0
  const parsed = given.map((text) => option.parse?.(text) ?? text)
  const before = values[key]
  values[key] = variadic ? [...(Array.isArray(before) ? before : []), ...parsed] : (parsed[0] ?? '')
  return inline === undefined ? given.length + 1 : 1
}

/** `--name=value` in its two halves. A short option with something behind it is left whole, and so found to be none. */
function split(word: string): [name: string, inline?: string] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}

function followingValues(words: readonly string[], from: number, variadic: boolean): readonly string[] {
  const end = words.findIndex((word, at) => at >= from && isOption(word))
  return words.slice(from, Math.min(variadic ? words.length : from + 1, end < 0 ? words.length : end))
}

/** Commander's naming: `--max-tokens` is `maxTokens`, `--no-stream` is `stream`. */
function keyOf(long: string): string {
  return long.replace(/^--(no-)?/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function defaultsOf(options: readonly OptionDefinition[]): Values {
  const values: Values = {}
  for (const option of options) {
    const { long = '' } = parseFlags(option.flags)
    if (option.default !== undefined) values[keyOf(long)] = option.default
    else if (long.startsWith('--no-')) values[keyOf(long)] = true
  }
  return values
}

function readArguments(
  definitions: readonly ArgumentDefinition[],
  operands: readonly string[],
): CommandInput['args'] | undefined {
  if (operands.length > definitions.length && !definitions.at(-1)?.variadic) return undefined
  const args: Record<string, string | readonly string[] | undefined> = {}
  for (const [at, { name, required, variadic, choices }] of definitions.entries()) {
    const given = variadic ? operands.slice(at) : operands.slice(at, at + 1)
    if (required && given.length === 0) return undefined
    if (given.some((text) => choices?.includes(text) === false)) return undefined
    args[name] = variadic ? given : given[0]
  }
  return args
}
