import { resolve } from 'node:path'
import { isEngawaError, type JsonObject, type JsonValue, UserError } from '@engawa/core'
import { readBounded } from '../input/sources/read-bounded.js'

export type CheckedAnswer =
  | { readonly value: JsonValue; readonly problems?: undefined }
  | { readonly problems: readonly string[] }

/** What an answer must satisfy. */
export interface AnswerSchema {
  readonly schema: JsonObject
  /** For a model that can't be held to a schema by its provider. */
  readonly instruction: string
  check(answer: string): CheckedAnswer
}

/**
 * A JSON Schema, given as itself or as the name of a file.
 *
 * @throws UserError `zen/bad-schema`
 */
export async function openAnswerSchema(given: string, cwd: string): Promise<AnswerSchema> {
  const schema = parseSchema(given, cwd)
  const { Validator } = await import('@cfworker/json-schema')
  const draft = String(schema.$schema ?? '').includes('draft-07') ? '7' : '2020-12'
  const validator = new Validator(schema, draft, false)
  const check = (answer: string): CheckedAnswer => {
    const value = parseAnswer(answer)
    if (value === undefined) return { problems: ['it is not JSON'] }
    const { valid, errors } = validator.validate(value)
    if (valid) return { value }
    // The deepest say what is wrong; those above repeat that something below is.
    const shown = errors.filter(({ keyword }) => !['properties', 'items', '$ref'].includes(keyword)).slice(0, 10)
    return { problems: shown.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`) }
  }
  try {
    check('{}')
  } catch (cause) {
    throw badSchema(given, (cause as Error).message, cause)
  }
  return { schema, instruction: instructionFor(schema), check }
}

const instructionFor = (schema: JsonObject): string =>
  `Answer with JSON alone, without a code fence or any word beside it. It must satisfy this JSON Schema:\n${JSON.stringify(schema)}`

export const repairQuestion = (problems: readonly string[]): string =>
  `Your answer does not satisfy the schema:\n${problems.map((problem) => `- ${problem}`).join('\n')}\nGive the whole answer again, corrected: JSON alone.`

function parseSchema(given: string, cwd: string): JsonObject {
  const inline = /^\s*[{[]/.test(given)
  try {
    const text = inline ? given : new TextDecoder().decode(readBounded(given, resolve(cwd, given)))
    const schema: unknown = JSON.parse(text)
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema as JsonObject
    throw badSchema(given, 'it is no object')
  } catch (error) {
    if (isEngawaError(error)) throw error
    throw badSchema(given, (error as Error).message, error)
  }
}

/** Models like to put a fence around JSON, also when they are told not to. */
function parseAnswer(answer: string): JsonValue | undefined {
  const [, fenced] = /^\s*```(?:json)?\s*\n(.*?)\n\s*```\s*$/is.exec(answer) ?? []
  try {
    return JSON.parse(fenced ?? answer) as JsonValue
  } catch {
    return undefined
  }
}

const badSchema = (given: string, why: string, cause?: unknown): UserError =>
  new UserError(`${/^\s*[{[]/.test(given) ? 'the schema' : given} is no JSON Schema: ${why}`, {
    code: 'zen/bad-schema',
    hint: 'Give a file, --schema answer.schema.json, or the schema itself in quotes.',
    cause,
  })
