import type { JsonValue } from '@engawa/core'
import type { z } from 'zod'
import { maskAddress } from '../mask-address.js'
import { maskSecret } from '../mask-secret.js'

type Issue = z.core.$ZodIssue

/** `expected a number, found "abc"`: what a schema wanted of a value and what stood there. */
export function describeIssue(issue: Issue, found: JsonValue | undefined, secret: boolean): string {
  return `expected ${expected(issue)}, found ${describeValue(found, secret)}`
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? `a value of type ${issue.expected}`
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'too_small':
      return `${measured(issue.origin)} ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}${unit(issue.origin)}`
    case 'too_big':
      return `${measured(issue.origin)} ${issue.inclusive ? 'of at most' : 'below'} ${issue.maximum}${unit(issue.origin)}`
    case 'invalid_format':
      return formats[issue.format] ?? `text in the form of ${issue.pattern ?? issue.format}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `no key ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_union':
      return (
        issue.errors
          .map((branch) => (branch[0] === undefined ? '' : expected(branch[0])))
          .filter((text, at, all) => text !== '' && all.indexOf(text) === at)
          .join(' or ') || 'another kind of value'
      )
    default:
      return issue.message
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a table',
  record: 'a table',
  null: 'null',
}

const formats: Readonly<Record<string, string>> = {
  url: 'a URL',
  email: 'an email address',
  regex: 'text in another form',
  datetime: 'a time as 2026-01-31T12:00:00Z',
}

const measured = (origin: string) =>
  ({ string: 'text', array: 'a list', set: 'a list', int: 'a whole number' })[origin] ?? 'a number'
const unit = (origin: string) => ({ string: ' characters', array: ' items', set: ' items' })[origin] ?? ''

function describeValue(value: JsonValue | undefined, secret: boolean): string {
  if (value === undefined) return 'nothing'
  if (secret) return `${maskSecret(value)} (masked)`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'a table'
  // A password in an address is a secret in whatever setting it stands.
  const shown = typeof value === 'string' ? JSON.stringify(maskAddress(value)) : JSON.stringify(value)
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown
}
