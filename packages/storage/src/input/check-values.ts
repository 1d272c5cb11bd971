import type { JsonObject, JsonValue } from '@engawa/core'
import { invalidInput } from './invalid-input.js'
import { maxIdLength, maxJsonDepth } from './limits.js'

export function checkText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw invalidInput(field, `must be a string, not ${kindOf(value)}`)
  return value
}

/** Ids and keys are any well-formed Unicode but the empty string and NUL. */
export function checkId(value: unknown, field: string): string {
  const id = checkText(value, field)
  if (id === '') throw invalidInput(field, 'must not be empty')
  if (id.length > maxIdLength) throw invalidInput(field, `is ${id.length} long; the most is ${maxIdLength}`)
  if (id.includes('\u0000')) throw invalidInput(field, 'must not contain a NUL character')
  if (!id.isWellFormed()) throw invalidInput(field, 'must be well-formed Unicode')
  return id
}

export function checkInteger(value: unknown, field: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
    throw invalidInput(field, `must be a whole number ${range}, not ${show(value)}`)
  }
  return value
}

export function checkOneOf<const T extends string>(value: unknown, field: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw invalidInput(field, `must be one of ${allowed.join(', ')}, not ${show(value)}`)
  return found
}

export function checkObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput(field, `must be an object, not ${kindOf(value)}`)
  }
  return value as Record<string, unknown>
}

export function checkArray(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidInput(field, `must be an array, not ${kindOf(value)}`)
  return value
}

/** ISO 8601 with a time zone, in any precision; returned in the form that is stored. */
export function checkTime(value: unknown, field: string): string {
  const text = checkText(value, field)
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(time)) throw invalidInput(field, `must be a time such as 2026-01-31T12:00:00Z, not ${show(text)}`)
  return new Date(time).toISOString()
}

/** What JSON can carry without loss: no `undefined`, no NaN, no class instances. */
export function checkJson(value: unknown, field: string, depth = 0): JsonValue {
  if (depth > maxJsonDepth) throw invalidInput(field, `is nested more than ${maxJsonDepth} levels deep`)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    throw invalidInput(field, `must be a finite number, not ${value}`)
  }
  if (Array.isArray(value)) return value.map((item, index) => checkJson(item, `${field}[${index}]`, depth + 1))
  if (typeof value === 'object' && isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, checkJson(item, `${field}.${name}`, depth + 1)]),
    )
  }
  throw invalidInput(field, `must be JSON, not ${kindOf(value)}`)
}

export function checkJsonObject(value: unknown, field: string): JsonObject {
  checkObject(value, field)
  return checkJson(value, field) as JsonObject
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return value === undefined ? 'undefined' : `a value of type ${typeof value}`
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  return typeof value === 'number' ? String(value) : kindOf(value)
}
