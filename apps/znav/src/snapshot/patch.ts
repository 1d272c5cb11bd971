import type { JsonObject, JsonValue } from '@engawa/core'

/** One step from a document to another: set what stands at this path, or, without a value, remove it. */
export type PatchStep = readonly [path: readonly string[], value?: JsonValue]
export type Patch = readonly PatchStep[]

/** The steps that make one document of another. Objects are compared name by name; lists are values as a whole. */
export function diffDocuments(from: JsonObject, to: JsonObject, at: readonly string[] = []): Patch {
  const steps: PatchStep[] = []
  for (const name of Object.keys(from)) {
    if (!Object.hasOwn(to, name)) steps.push([[...at, name]])
  }
  for (const [name, wanted] of Object.entries(to)) {
    const known = Object.hasOwn(from, name) ? from[name] : undefined
    if (isObject(known) && isObject(wanted)) steps.push(...diffDocuments(known, wanted, [...at, name]))
    else if (known === undefined || !sameValue(known, wanted)) steps.push([[...at, name], wanted])
  }
  return steps
}

/** @throws RangeError when the patch was made for another document */
export function applyPatch(document: JsonObject, patch: Patch): JsonObject {
  return patch.reduce<JsonObject>((current, step) => applyStep(current, step[0], step), document)
}

function applyStep(document: JsonObject, path: readonly string[], step: PatchStep): JsonObject {
  const [name, ...rest] = path
  if (name === undefined) throw new RangeError('a step leads nowhere')
  const known = Object.hasOwn(document, name) ? document[name] : undefined
  if (rest.length > 0) {
    if (!isObject(known)) throw new RangeError(`there is nothing at ${name}`)
    return withEntry(document, name, applyStep(known, rest, step))
  }
  if (step.length === 2 && step[1] !== undefined) return withEntry(document, name, step[1])
  return Object.fromEntries(Object.entries(document).filter(([other]) => other !== name))
}

/** By entries, as a name may be `__proto__`. */
const withEntry = (document: JsonObject, name: string, value: JsonValue): JsonObject =>
  Object.fromEntries([...Object.entries(document).filter(([other]) => other !== name), [name, value]])

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sameValue = (a: JsonValue, b: JsonValue) => canonicalJson(a) === canonicalJson(b)

/** JSON with names in order: equal values give equal text, whatever way they came about. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`
}
