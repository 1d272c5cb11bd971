import type { JsonObject } from '@engawa/core'

const text = { type: 'string' } as const
const textOrNull = { type: ['string', 'null'] } as const
const yesOrNo = { type: 'boolean' } as const

const exactly = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
})

const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items })

const source = {
  provider: text,
  project: textOrNull,
  place: { enum: ['environment', 'keyring', 'file', 'plaintext'] },
  origin: text,
  set_at: textOrNull,
}

const seen = {
  ...source,
  state: { enum: ['readable', 'sealed', 'unavailable', 'gone'] },
  masked: text,
  problem: textOrNull,
  remedy: textOrNull,
}

export const setOutput = exactly({ ...source, notes: listOf(text) })
export const listOutput = exactly({ keys: listOf(exactly(source)) })
export const whichOutput = exactly({ ...seen, passed_over: listOf(exactly(seen)), shadows: listOf(exactly(seen)) })
export const removeOutput = exactly({ removed: listOf(exactly(source)), left: listOf(exactly(source)) })
export const rotateOutput = exactly({
  data_key: text,
  entries: { type: 'integer' },
  was_plaintext: yesOrNo,
  new_passphrase: yesOrNo,
})
