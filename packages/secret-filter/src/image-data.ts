const mediaTypes = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif'])
/** How the files of these types begin, in hex. */
const signatures = ['89504e470d0a1a0a', 'ffd8ff', '474946383', '52494646']

/**
 * Whether an object is an image part whose `data` is what it claims to be: then its Base64 is passed on untouched, as a
 * search would only mangle it. Text that merely calls itself an image is searched like any other.
 */
export function isImagePart(value: Readonly<Record<string, unknown>>): boolean {
  const { type, mediaType, data } = value
  if (type !== 'image' || typeof mediaType !== 'string' || !mediaTypes.has(mediaType)) return false
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return false
  const head = Buffer.from(data.slice(0, 24), 'base64').toString('hex')
  return signatures.some((signature) => head.startsWith(signature))
}
