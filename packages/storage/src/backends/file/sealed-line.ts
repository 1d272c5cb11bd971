import { crc32 } from 'node:zlib'
import { StorageError } from '@engawa/core'

/** Version of the format. A reader refuses a higher one rather than to misread it. */
const version = 1
/** `,"crc":"` + 8 digits + `"}` */
const sealLength = 18

/** An object as a line of a log: its checksum last, over all bytes before it, and a newline. */
export function sealLine(record: object): Buffer {
  const body = Buffer.from(JSON.stringify({ v: version, ...record }).slice(0, -1))
  return Buffer.concat([body, Buffer.from(`,"crc":"${checksum(body)}"}\n`)])
}

/**
 * @param line without its newline
 * @returns undefined when the line is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export function unsealLine<T extends object>(line: Buffer): T | undefined {
  if (line.length < sealLength) return undefined
  const body = line.subarray(0, -sealLength)
  if (line.toString('latin1', body.length) !== `,"crc":"${checksum(body)}"}`) return undefined
  const { v, crc, ...record } = JSON.parse(line.toString()) as T & { v: number; crc: string }
  if (v !== version) throw newerFormat()
  return record as unknown as T
}

const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0')

export const newerFormat = () =>
  new StorageError('the stored conversations are in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written them. Update this program.',
  })
