import { FilterError, type Redacted, type RedactionFinding } from '@engawa/core'
import { isImagePart } from './image-data.js'
import { vouchFor } from './redacted-value.js'
import type { RedactedText } from './secret-filter.js'

const maxDepth = 200
/** Digits that a number must have before its name can make it a secret. */
const shortestNumber = 6
const maxNodes = 2_000_000

export interface TextRedactor {
  redactText(text: string): RedactedText
  /** Redacts a value in the light of the name that it stands under. */
  redactNamed(name: string, text: string): RedactedText
  /** Refuses an image in whose Base64 a known value stands. */
  checkImage(data: string): void
}

/**
 * Copies a JSON-like value with every secret taken out, names of properties included. The copy is frozen all the way
 * down, so that nothing can be slipped into what was vouched for.
 *
 * @throws FilterError `filter/unsupported-value` for anything that JSON can't hold, `filter/too-deep`, `filter/too-large`
 */
export function redactValue<T>(value: T, redactor: TextRedactor): Redacted<T> {
  const walk = new Walk(redactor)
  const copy = walk.copy(value, '', undefined)
  return vouchFor(copy as T, walk.findings)
}

class Walk {
  readonly findings: RedactionFinding[] = []
  readonly #ancestors = new Set<object>()
  readonly #redactor: TextRedactor
  #nodes = 0

  constructor(redactor: TextRedactor) {
    this.#redactor = redactor
  }

  copy(value: unknown, path: string, name: string | undefined): unknown {
    if (++this.#nodes > maxNodes) throw refuse('filter/too-large', `has more than ${maxNodes} parts`, '')
    switch (typeof value) {
      case 'string':
        return this.#text(value, path, name)
      case 'number':
        return this.#number(value, path, name)
      case 'boolean':
      case 'undefined':
        return value
      case 'object':
        return value === null ? null : this.#nested(value, path, name)
      default:
        throw refuse('filter/unsupported-value', `holds a ${typeof value}`, path)
    }
  }

  #text(value: string, path: string, name: string | undefined): string {
    const { text, findings } =
      name === undefined ? this.#redactor.redactText(value) : this.#redactor.redactNamed(name, value)
    for (const finding of findings) this.findings.push({ ...finding, path })
    return text
  }

  /** A number is as telling as its digits: a known value or a password may be nothing else. */
  #number(value: number, path: string, name: string | undefined): number | string {
    const digits = String(value)
    // `{ pass: 100 }` is a count.
    const text = this.#text(digits, path, digits.length < shortestNumber ? undefined : name)
    return text === digits ? value : text
  }

  #nested(value: object, path: string, name: string | undefined): unknown {
    if (this.#ancestors.has(value)) throw refuse('filter/unsupported-value', 'holds itself', path)
    if (this.#ancestors.size >= maxDepth) throw refuse('filter/too-deep', `is nested more than ${maxDepth} levels`, '')
    this.#ancestors.add(value)
    const copy = Array.isArray(value) ? this.#array(value, path, name) : this.#object(value, path)
    this.#ancestors.delete(value)
    return Object.freeze(copy)
  }

  #array(value: readonly unknown[], path: string, name: string | undefined): unknown[] {
    const items: unknown[] = []
    for (let index = 0; index < value.length; index++) items.push(this.copy(value[index], `${path}[${index}]`, name))
    return items
  }

  #object(value: object, path: string): object {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) {
      throw refuse('filter/unsupported-value', 'holds an object that is not plain', path)
    }
    if (Object.getOwnPropertySymbols(value).length > 0) {
      throw refuse('filter/unsupported-value', 'holds a property that is named by a symbol', path)
    }
    // Each property is read once: a getter could answer differently the second time.
    const entries = Object.entries(value)
    const image = isImagePart(Object.fromEntries(entries))
    const pairName = nameOfPair(entries)
    const copy = {}
    for (const [key, child] of entries) {
      const safeKey = this.#text(key, `${path}${path === '' ? '' : '.'}(name)`, undefined)
      const childPath = memberPath(path, safeKey)
      if (Object.hasOwn(copy, safeKey))
        throw refuse('filter/unsupported-value', 'holds two names that redact to one', path)
      const name = pairName !== undefined && key === 'value' ? pairName : key
      const untouched = image && key === 'data' && typeof child === 'string'
      if (untouched) this.#redactor.checkImage(child)
      const safe = untouched ? child : this.copy(child, childPath, name)
      // Not an assignment, which would take `__proto__` for something else.
      Object.defineProperty(copy, safeKey, { value: safe, enumerable: true, writable: false, configurable: false })
    }
    return copy
  }
}

/** `{name: 'API_TOKEN', value: '…'}`: the value stands under the name beside it. */
function nameOfPair(entries: readonly [string, unknown][]): string | undefined {
  const fields = new Map(entries)
  const name = fields.get('name') ?? fields.get('key')
  return fields.has('value') && typeof name === 'string' ? name : undefined
}

function memberPath(path: string, key: string): string {
  if (/^[A-Za-z_$][\w$-]*$/.test(key)) return path === '' ? key : `${path}.${key}`
  return `${path}[${JSON.stringify(key)}]`
}

function refuse(code: string, reason: string, path: string): FilterError {
  const place = path === '' ? 'The value' : `The value at ${path.slice(0, 200)}`
  return new FilterError(`${place} can't be vouched for: it ${reason}.`, {
    code,
    hint: 'Hand over plain JSON: objects, arrays, strings, numbers, booleans, null.',
  })
}
