import { crc32 } from 'node:zlib'
import { StorageError } from '@engawa/core'

/** Version of the format. A reader refuses a higher one rather than to misread it. */
const version = 1
const sealStart = Buffer.from(',"crc":"')
const sealEnd = Buffer.from('"}')
const sealLength = sealStart.length + 8 + sealEnd.length

/** An object as a line of a log: its checksum last, over all bytes before it, and a newline. */
export function sealLine(record: object): Buffer {
  const json = JSON.stringify({ v: version, ...record })
  // The closing brace gives way to the seal.
  const bodyLength = Buffer.byteLength(json) - 1
  const line = Buffer.allocUnsafe(bodyLength + sealLength + 1)
  line.write(json)
  const checksum = crc32(line.subarray(0, bodyLength)).toString(16).padStart(8, '0')
  line.write(`${sealStart}${checksum}${sealEnd}\n`, bodyLength, 'latin1')
  return line
}

/**
 * @param line without its newline
 * @returns the object, with the version and the seal still in it: taking them out would copy it. Undefined when the line
 *   is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export function unsealLine<T extends object>(line: Buffer): T | undefined {
  if (!isSealed(line)) return undefined
  const record = JSON.parse(line.toString()) as T & { readonly v: number }
  if (record.v !== version) throw newerFormat()
  return record
}

/** Byte by byte: made into a string to be compared, the seal would take as long as the checksum itself. */
function isSealed(line: Buffer): boolean {
  const body = line.length - sealLength
  if (body < 0 || !stands(sealStart, line, body) || !stands(sealEnd, line, line.length - sealEnd.length)) return false
  let stated = 0
  // Digits and small letters, as they are written.
  for (let at = body + sealStart.length; at < line.length - sealEnd.length; at++) {
    const code = line[at] ?? 0
    const digit = code < 0x3a ? code - 0x30 : code - 0x57
    if (digit < 0 || digit > 15 || (digit > 9 && code < 0x61)) return false
    stated = stated * 16 + digit
  }
  return stated === crc32(line.subarray(0, body))
}

function stands(bytes: Buffer, line: Buffer, place: number): boolean {
  for (let at = 0; at < bytes.length; at++) if (line[place + at] !== bytes[at]) return false
  return true
}

export const newerFormat = () =>
  new StorageError('the stored conversations are in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written them. Update this program.',
  })
