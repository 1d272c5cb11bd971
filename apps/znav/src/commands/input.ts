import type { CommandInput } from '@engawa/cli-kit'

/** An argument that takes one word. */
export function wordOf(input: CommandInput, name: string): string | undefined {
  const value = input.args[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that takes one word. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.options[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that was turned into a number by the command table. */
export function numberOption(input: CommandInput, name: string): number | undefined {
  const value = input.options[name]
  return typeof value === 'number' ? value : undefined
}

/** An option that takes several words. */
export function listOption(input: CommandInput, name: string): readonly string[] {
  const value = input.options[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
