import { sealMark, sealPacked } from './envelope.js'
import type { KnownKey } from './key-holder.js'
import type { Place } from './place.js'
import { sealNewer } from './seal-errors.js'

/** Long enough for any version. */
const longestStart = 32

interface BlobEnvelope {
  /** As in `Envelope`. */
  readonly v: 1 | 2
  readonly keyId: string
  readonly sealed: Buffer
}

/** Sealed bytes behind the id of their key: `engawa:sealed 1 "1.9f2c"`, a newline, and what `sealPacked` made. */
export function sealedBlob(bytes: Uint8Array, key: KnownKey, place: Place): Buffer {
  const { v, sealed } = sealPacked(bytes, key, place)
  return Buffer.concat([Buffer.from(`${sealMark} ${v} ${JSON.stringify(key.id)}\n`), sealed])
}

/** Undefined when the bytes do not begin as sealed ones do. @throws StorageError `storage/newer-format` */
export function blobEnvelope(bytes: Uint8Array): BlobEnvelope | undefined {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [start, version] = /^engawa:sealed (\d+) /.exec(found.toString('latin1', 0, longestStart)) ?? []
  if (start === undefined) return undefined
  const v = Number(version)
  if (v > 2) throw sealNewer()
  const end = found.indexOf('\n', start.length)
  if (end === -1 || (v !== 1 && v !== 2)) return undefined
  try {
    const keyId: unknown = JSON.parse(found.subarray(start.length, end).toString())
    return typeof keyId === 'string' ? { v, keyId, sealed: found.subarray(end + 1) } : undefined
  } catch {
    return undefined
  }
}
