const mask = '••••'
/** An address ends at a space, or where a list goes on with the next address. */
const addresses = /([a-z][a-z0-9+.-]{0,30}:\/\/)((?:(?![,;|][a-z][a-z0-9+.-]{0,30}:\/\/)\S)*)/gi

/**
 * A text with the credentials in its addresses masked: `redis://user:••••@host`. A user without a password is masked
 * too, since tokens are written so: `https://••••@host`.
 */
export function maskAddress(text: string): string {
  return text.replace(addresses, (_, scheme: string, rest: string) => scheme + withoutCredentials(rest))
}

function withoutCredentials(rest: string): string {
  const at = endOfCredentials(rest)
  if (at < 0) return rest
  const colon = rest.indexOf(':')
  const user = colon >= 0 && colon < at ? rest.slice(0, colon + 1) : ''
  return user + mask + rest.slice(at)
}

/** The last `@` before the path: an `@` in a password is often not encoded, and neither are `/`, `?` and `#`. */
function endOfCredentials(rest: string): number {
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const at = authority.lastIndexOf('@')
  // `:a/b@host` looks like a port and a path; what may be a password is masked, at the risk of masking too much.
  return at < 0 && authority.includes(':') ? rest.lastIndexOf('@') : at
}
