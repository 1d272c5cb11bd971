import { getBuiltinModule } from 'node:process'
import type { JsonObject, JsonValue } from '@engawa/core'
import { invalidInput } from '../input/invalid-input.js'
import { packedBytes, unpackedBytes } from '../packing/packed-bytes.js'
import type { KnownKey } from './key-holder.js'
import type { Place } from './place.js'
import { keyWrong, sealBroken, sealNewer } from './seal-errors.js'

/** The one property of an object that stands for a sealed one. Nobody else may use it. */
export const sealMark = 'engawa:sealed'

/** Version of the format: 2 is as 1, of something that was compressed before it was sealed. */
type Version = 1 | 2
const checkLength = 8
const nonceLength = 12
const tagLength = 16

/** The one that something has now, and others where it may have been sealed. */
type Places = readonly [Place, ...Place[]]

/** Something sealed, as JSON. */
export interface Envelope extends JsonObject {
  readonly v: Version
  /** Id of the key. */
  readonly key: string
  /** Base64 of what `sealBytes` makes. */
  readonly data: string
}

export function seal(value: JsonValue, key: KnownKey, place: Place): JsonObject {
  const { v, sealed } = sealPacked(Buffer.from(JSON.stringify(value)), key, place)
  return { [sealMark]: { v, key: key.id, data: sealed.toString('base64') } }
}

/**
 * The envelope that a stored value is; undefined when it is plain.
 *
 * @throws StorageError `storage/newer-format`, `storage/seal-broken`
 */
export function envelopeIn(stored: JsonValue | undefined, place: Place): Envelope | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined
  const found = (stored as JsonObject)[sealMark]
  if (found === undefined) return undefined
  const { v, key, data } = (found ?? {}) as Partial<Envelope>
  if (typeof v === 'number' && v > 2) throw sealNewer()
  if ((v === 1 || v === 2) && typeof key === 'string' && typeof data === 'string') return { v, key, data }
  throw sealBroken(typeof key === 'string' ? key : '', place)
}

/** @throws StorageError `storage/wrong-key`, or `storage/seal-broken` when it was changed or is not from this place */
export function unseal({ v, data }: Envelope, key: KnownKey, ...places: Places): JsonValue {
  return JSON.parse(openPacked(v, Buffer.from(data, 'base64'), key, places).toString()) as JsonValue
}

/** What is sealed can't be compressed any more, so that is done before, where it is worth it. */
export function sealPacked(
  plain: Uint8Array,
  key: KnownKey,
  place: Place,
): { readonly v: Version; readonly sealed: Buffer } {
  const packed = packedBytes(plain)
  if (packed === undefined) return { v: 1, sealed: sealBytes(plain, key, place) }
  return { v: 2, sealed: sealBytes(packed, key, whenPacked(place)) }
}

export function openPacked(v: Version, sealed: Buffer, key: KnownKey, places: Places): Buffer {
  if (v === 1) return openBytes(sealed, key, places)
  const packed = openBytes(sealed, key, places, whenPacked)
  try {
    return unpackedBytes(packed)
  } catch (error) {
    throw sealBroken(key.id, places[0], error)
  }
}

/** Whoever changes the version, so that what is inside would be misread, breaks the seal. */
const whenPacked = ([collection, id, version]: Place): Place => [collection, id, `${version}, compressed`]

/** Check of the key, nonce, tag, and what is sealed. */
function sealBytes(plain: Uint8Array, key: KnownKey, place: Place): Buffer {
  const { createCipheriv, randomBytes } = getBuiltinModule('node:crypto')
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagLength })
  cipher.setAAD(associated(place))
  const sealed = [cipher.update(plain), cipher.final()]
  return Buffer.concat([key.check, nonce, cipher.getAuthTag(), ...sealed])
}

/** @param inside what becomes of a place by what was done before it was sealed */
function openBytes(sealed: Buffer, key: KnownKey, places: Places, inside = (place: Place) => place): Buffer {
  const start = checkLength + nonceLength + tagLength
  if (sealed.length < start) throw sealBroken(key.id, places[0])
  if (!sealed.subarray(0, checkLength).equals(key.check)) throw keyWrong(key.id, places[0])
  const { createDecipheriv } = getBuiltinModule('node:crypto')
  const nonce = sealed.subarray(checkLength, checkLength + nonceLength)
  for (const place of places) {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagLength })
    decipher.setAAD(associated(inside(place)))
    decipher.setAuthTag(sealed.subarray(start - tagLength, start))
    const opened = decipher.update(sealed.subarray(start))
    try {
      return Buffer.concat([opened, decipher.final()])
    } catch {
      // Nothing of it is shown: it is not from this place, or not as it was.
    }
  }
  throw sealBroken(key.id, places[0])
}

/** As JSON, so that no two places make the same bytes. */
const associated = (place: Place): Buffer => Buffer.from(JSON.stringify(place))

/** @throws UserError `storage/invalid-input`: a reader would take it for what we made ourselves */
export function refuseMark(value: JsonValue | undefined, field: string, mark = sealMark): void {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, mark)) {
    throw invalidInput(field, `must not have a property ${mark}`)
  }
}
