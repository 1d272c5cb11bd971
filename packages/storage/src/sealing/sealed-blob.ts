import type { KnownKey } from './key-holder.js'

const start = Buffer.from('engawa:sealed 1 ')

/** Sealed bytes behind the id of their key: `engawa:sealed 1 "1.9f2c"`, a newline, and what `sealBytes` made. */
export const sealedBlob = ({ id }: KnownKey, sealed: Buffer): Buffer =>
  Buffer.concat([start, Buffer.from(`${JSON.stringify(id)}\n`), sealed])

/** Undefined when the bytes do not begin as sealed ones do. */
export function keyIdOfBlob(bytes: Uint8Array): { readonly keyId: string; readonly sealed: Buffer } | undefined {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!found.subarray(0, start.length).equals(start)) return undefined
  const end = found.indexOf('\n', start.length)
  if (end === -1) return undefined
  try {
    const keyId: unknown = JSON.parse(found.subarray(start.length, end).toString())
    return typeof keyId === 'string' ? { keyId, sealed: found.subarray(end + 1) } : undefined
  } catch {
    return undefined
  }
}
