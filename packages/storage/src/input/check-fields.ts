import { checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxNameLength } from './limits.js'

export type FieldCheck<T = unknown> = (value: unknown, field: string) => T

/** Those fields that are given, each checked; one that is `undefined` counts as absent. What has no check is left out. */
export function checkFields<C extends Readonly<Record<string, FieldCheck>>>(
  given: Readonly<Record<string, unknown>>,
  at: string,
  checks: C,
): { readonly [Name in keyof C]?: ReturnType<C[Name]> } {
  const present = Object.entries(checks).filter(([name]) => given[name] !== undefined)
  const checked = present.map(([name, check]) => [name, check(given[name], `${at}${name}`)])
  return Object.fromEntries(checked) as { readonly [Name in keyof C]?: ReturnType<C[Name]> }
}

/** A number from `least` to `most`, both included. */
export const numberBetween =
  (least: number, most: number): FieldCheck<number> =>
  (value, field) => {
    if (typeof value === 'number' && value >= least && value <= most) return value
    throw invalidInput(field, `must be a number from ${least} to ${most}, not ${String(value)}`)
  }

/** How sure, how far: 0 to 1. */
export const checkFraction = numberBetween(0, 1)

/** Something to call a thing by: a line or two, not empty. */
export function checkName(value: unknown, field: string): string {
  const name = checkText(value, field)
  if (name.trim() === '') throw invalidInput(field, 'must not be empty')
  if (name.length > maxNameLength) throw invalidInput(field, `is ${name.length} long; the most is ${maxNameLength}`)
  return name
}

/** @param most items; any number when absent */
export const listOf =
  <T>(check: FieldCheck<T>, most = Number.POSITIVE_INFINITY): FieldCheck<readonly T[]> =>
  (value, field) => {
    if (!Array.isArray(value)) throw invalidInput(field, 'must be an array')
    if (value.length > most) throw invalidInput(field, `are ${value.length}; the most is ${most}`)
    return value.map((item, index) => check(item, `${field}[${index}]`))
  }
