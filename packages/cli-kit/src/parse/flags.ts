import type { OptionDefinition } from '../command.js'

/** What `-s, --session <name>` says, taken apart. */
export interface ParsedFlags {
  readonly short?: string
  readonly long?: string
  /** `required` for `<name>`, `optional` for `[name]`, `none` for a switch. */
  readonly value: 'required' | 'optional' | 'none'
  readonly valueName?: string
  /** `<key...>` takes every word up to the next option. */
  readonly variadic: boolean
}

export function parseFlags(flags: string): ParsedFlags {
  const value = /[<[]([^\]>]+)[\]>]/.exec(flags)
  const names = flags.replace(/[<[].*$/, '').split(/[\s,|]+/)
  const short = names.find((name) => /^-[^-]$/.test(name))
  const long = names.find((name) => name.startsWith('--'))
  return {
    ...(short === undefined ? {} : { short }),
    ...(long === undefined ? {} : { long }),
    value: value === null ? 'none' : flags.includes('<') ? 'required' : 'optional',
    ...(value?.[1] === undefined ? {} : { valueName: value[1] }),
    variadic: value?.[1]?.endsWith('...') ?? false,
  }
}

/** The option that a word of the command line names: `--session`, `--session=x`, `-s` and `-sx` are all one. */
export function optionNamed(word: string, options: readonly OptionDefinition[]): OptionDefinition | undefined {
  const name = word.startsWith('--') ? word.replace(/=.*$/s, '') : word.slice(0, 2)
  return options.find(({ flags }) => {
    const { short, long } = parseFlags(flags)
    return name === long || name === short
  })
}

/** Whether the word carries its option's value itself: `--session=x`, `-sx`. */
export const carriesValue = (word: string): boolean => (word.startsWith('--') ? word.includes('=') : word.length > 2)
