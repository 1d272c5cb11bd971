import { type EffectiveValue, maskAddress, maskSecret } from '@engawa/config'
import type { JsonValue } from '@engawa/core'
import { neutralise } from '../output/neutralise.js'

/** A value as it may be shown: secrets masked, passwords in addresses too, terminal escapes made visible. */
function shownValue({ value, secret }: Pick<EffectiveValue, 'value' | 'secret'>): JsonValue {
  if (secret) return maskSecret(value)
  return withoutPasswords(value)
}

export const shownText = (value: JsonValue): string =>
  neutralise(typeof value === 'string' ? value : JSON.stringify(value))

/** `redis://user:password@host` */
function withoutPasswords(value: JsonValue): JsonValue {
  if (typeof value === 'string') return maskAddress(value)
  if (Array.isArray(value)) return value.map(withoutPasswords)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPasswords(inner)]))
}

export const valueSchema = {
  type: 'object',
  required: ['path', 'value', 'layer', 'origin', 'secret'],
  additionalProperties: false,
  properties: {
    path: { type: 'string' },
    value: {},
    layer: { enum: ['flag', 'environment', 'project', 'user', 'default'] },
    origin: { type: 'string' },
    secret: { type: 'boolean' },
  },
} as const

export const shownSetting = (effective: EffectiveValue) => ({ ...effective, value: shownValue(effective) })
