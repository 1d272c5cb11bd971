import type { JsonObject } from '@engawa/core'

export const text: JsonObject = { type: 'string' }
export const count: JsonObject = { type: 'integer', minimum: 0 }
export const flag: JsonObject = { type: 'boolean' }
export const orNull = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: 'null' }] })
export const list = (items: JsonObject): JsonObject => ({ type: 'array', items })
export const mapOf = (values: JsonObject): JsonObject => ({ type: 'object', additionalProperties: values })

/** An object that has exactly these properties; those listed as optional may be missing. */
export function shape(properties: Readonly<Record<string, JsonObject>>, optional: readonly string[] = []): JsonObject {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  }
}
