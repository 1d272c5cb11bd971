import { getBuiltinModule } from 'node:process'
import type { JsonObject, JsonValue } from '@engawa/core'
import { invalidInput } from '../input/invalid-input.js'
import type { KnownKey } from './key-holder.js'
import { keyWrong, sealBroken, sealNewer } from './seal-errors.js'

/** The one property of an object that stands for a sealed one. Nobody else may use it. */
export const sealMark = 'engawa:sealed'

/** Version of the format. */
const version = 1
const checkLength = 8
const nonceLength = 12
const tagLength = 16

/** Where something is stored: sealed for one place, it opens in no other. */
export type Place = readonly [collection: string, id: string, version: string | number]

/** Something sealed, as JSON. */
export interface Envelope extends JsonObject {
  readonly v: number
  /** Id of the key. */
  readonly key: string
  /** Base64 of what `sealBytes` makes. */
  readonly data: string
}

export const seal = (value: JsonValue, key: KnownKey, place: Place): JsonObject => ({
  [sealMark]: {
    v: version,
    key: key.id,
    data: sealBytes(Buffer.from(JSON.stringify(value)), key, place).toString('base64'),
  },
})

/** The envelope that a stored value is; undefined when it is plain. @throws StorageError `storage/newer-format` */
export function envelopeIn(stored: JsonValue | undefined): Envelope | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined
  const found = (stored as JsonObject)[sealMark]
  if (found === undefined) return undefined
  const { v, key, data } = (found ?? {}) as Partial<Envelope>
  if (typeof v === 'number' && v > version) throw sealNewer()
  if (v === version && typeof key === 'string' && typeof data === 'string') return { v, key, data }
  throw sealBroken('a sealed value', typeof key === 'string' ? key : '')
}

/** @throws StorageError `storage/wrong-key`, or `storage/seal-broken` when it was changed or is not from this place */
export function unseal({ data }: Envelope, key: KnownKey, ...places: readonly Place[]): JsonValue {
  return JSON.parse(openBytes(Buffer.from(data, 'base64'), key, ...places).toString()) as JsonValue
}

/** Check of the key, nonce, tag, and what is sealed. */
export function sealBytes(plain: Uint8Array, key: KnownKey, place: Place): Buffer {
  const { createCipheriv, randomBytes } = getBuiltinModule('node:crypto')
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagLength })
  cipher.setAAD(associated(place))
  const sealed = [cipher.update(plain), cipher.final()]
  return Buffer.concat([key.check, nonce, cipher.getAuthTag(), ...sealed])
}

export function openBytes(sealed: Buffer, key: KnownKey, ...places: readonly Place[]): Buffer {
  const what = places[0]?.slice(0, 2).join(' ') ?? ''
  const start = checkLength + nonceLength + tagLength
  if (sealed.length < start) throw sealBroken(what, key.id)
  if (!sealed.subarray(0, checkLength).equals(key.check)) throw keyWrong(key.id)
  const { createDecipheriv } = getBuiltinModule('node:crypto')
  const nonce = sealed.subarray(checkLength, checkLength + nonceLength)
  for (const place of places) {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagLength })
    decipher.setAAD(associated(place))
    decipher.setAuthTag(sealed.subarray(start - tagLength, start))
    const opened = decipher.update(sealed.subarray(start))
    try {
      return Buffer.concat([opened, decipher.final()])
    } catch {
      // Nothing of it is shown: it is not from this place, or not as it was.
    }
  }
  throw sealBroken(what, key.id)
}

/** As JSON, so that no two places make the same bytes. */
const associated = (place: Place): Buffer => Buffer.from(JSON.stringify(place))

/** @throws UserError `storage/invalid-input`: a reader would take it for something sealed */
export function refuseMark(value: JsonValue | undefined, field: string): void {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, sealMark)) {
    throw invalidInput(field, `must not have a property ${sealMark}`)
  }
}
