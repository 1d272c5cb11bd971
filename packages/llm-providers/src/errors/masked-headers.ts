export const mask = '‹masked›'

/** Headers that let their holder in. */
const authorising = /^(authorization|proxy-authorization|cookie|set-cookie)$|api-?key|token|secret|password/i

/** Headers as a person may see them: what authorises is masked, and the key wherever else it stands. */
export function maskedHeaders(headers: Headers, secret?: string): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      authorising.test(name) || (secret !== undefined && value.includes(secret)) ? mask : value,
    ]),
  )
}
