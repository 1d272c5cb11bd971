import { getBuiltinModule } from 'node:process'

/** Names that Windows keeps for devices, whatever follows a dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** Most file systems allow 255 bytes for a name; what is left is for endings and temporary names. */
const longest = 180

/**
 * A file name for an id that is any Unicode string: `review` stays `review`, all but small letters, digits, `-` and `_`
 * becomes `%` and two hexadecimal digits for each byte.
 *
 * Two ids never share a name, also where the file system ignores case or composes accents. A long id becomes `~` and
 * its hash; the file itself says whose it is.
 */
export function fileNameOf(id: string): string {
  let name = ''
  for (const byte of Buffer.from(id)) name += isPlain(byte) ? String.fromCharCode(byte) : escaped(byte)
  if (devices.test(name)) name = escaped(name.charCodeAt(0)) + name.slice(1)
  return name.length <= longest ? name : `~${sha256(id)}`
}

/** The id behind a file name; undefined for a hash and for a file that is none of ours. */
export function idOfFileName(name: string): string | undefined {
  if (!/^(?:[a-z0-9_-]|%[0-9a-f]{2})+$/.test(name)) return undefined
  const bytes = name.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const id = Buffer.from(bytes, 'latin1').toString()
  return fileNameOf(id) === name ? id : undefined
}

const isPlain = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x5f

const escaped = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`

/** Loaded only for long ids: a command pays 2 ms for it. */
function sha256(text: string): string {
  return getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex')
}
