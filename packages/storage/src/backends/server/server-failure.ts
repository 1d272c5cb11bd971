/** What a failure means for the caller. Each backend adds what only its own server says. */
export interface Meaning {
  readonly code: string
  readonly hint: string
  readonly recoverable?: boolean
}

const unreachable: Meaning = {
  code: 'storage/unreachable',
  recoverable: true,
  hint: 'Check that the server runs and that host and port are right. The next call connects anew.',
}
const untrusted: Meaning = {
  code: 'storage/tls',
  hint: 'Give the certificate of the authority that signed the server’s as tls.ca, and the name in it as host.',
}

const byCode: readonly (readonly [pattern: RegExp, Meaning])[] = [
  [/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$)/, untrusted],
  [/^(ECONN|ENOTFOUND$|EAI_|EHOSTUNREACH$|ENETUNREACH$|ETIMEDOUT$|EPIPE$|ENOENT$|EACCES$)/, unreachable],
]

/** What the network or TLS says; undefined when the failure is not theirs. */
export function networkFailure(error: unknown): Meaning | undefined {
  const code = codeOf(error)
  return byCode.find(([pattern]) => pattern.test(code))?.[1]
}

export { unreachable }

export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Some failures, such as those of a host with several addresses, have no message. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || codeOf(error) || error.name : String(error)

/**
 * The failure as a cause that may be shown. Clients hang the command that failed on their errors, and with it
 * passwords and what people wrote.
 */
export function bareCause(error: unknown): Error {
  const cause = new Error(messageOf(error))
  if (error instanceof Error && error.stack !== undefined) cause.stack = error.stack
  const code = codeOf(error)
  return code === '' ? cause : Object.assign(cause, { code })
}
