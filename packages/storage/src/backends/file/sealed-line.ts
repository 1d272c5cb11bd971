import { crc32 } from 'node:zlib'
import { StorageError } from '@engawa/core'

/** Version of the format. A reader refuses a higher one rather than to misread it. */
const version = 1
/** `,"crc":"` + 8 digits + `"}` */
const sealLength = 18

/** An object as a line of a log: its checksum last, over all bytes before it, and a newline. */
export function sealLine(record: object): Buffer {
  const json = JSON.stringify({ v: version, ...record })
  // The closing brace gives way to the seal.
  const bodyLength = Buffer.byteLength(json) - 1
  const line = Buffer.allocUnsafe(bodyLength + sealLength + 1)
  line.write(json)
  line.write(`${sealOf(line.subarray(0, bodyLength))}\n`, bodyLength, 'latin1')
  return line
}

/**
 * @param line without its newline
 * @returns the object, with the version and the seal still in it: taking them out would copy it. Undefined when the line
 *   is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export function unsealLine<T extends object>(line: Buffer): T | undefined {
  const body = line.length - sealLength
  if (body < 0 || line.toString('latin1', body) !== sealOf(line.subarray(0, body))) return undefined
  const record = JSON.parse(line.toString()) as T & { readonly v: number }
  if (record.v !== version) throw newerFormat()
  return record
}

const sealOf = (body: Uint8Array): string => `,"crc":"${crc32(body).toString(16).padStart(8, '0')}"}`

export const newerFormat = () =>
  new StorageError('the stored conversations are in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written them. Update this program.',
  })
