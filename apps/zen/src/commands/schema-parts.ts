import type { JsonObject } from '@engawa/core'

export const text = { type: 'string' } as const
export const count = { type: 'integer', minimum: 0 } as const
export const dollars = { type: 'number', minimum: 0 } as const
export const dollarsOrNull = { type: ['number', 'null'], minimum: 0 } as const
export const countOrNull = { type: ['integer', 'null'], minimum: 0 } as const
export const textOrNull = { type: ['string', 'null'] } as const

/** An object whose properties are all there and nothing else is. */
export const exactly = (properties: JsonObject): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

export const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items })

/** Who served, and for whom it stood in. */
export const served = {
  backend: text,
  storage_outage: { anyOf: [exactly({ of: text, since: text, reason: text }), { type: 'null' }] },
}
