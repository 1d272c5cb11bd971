import { isEngawaError, type LlmError } from '@engawa/core'
import { llmError } from './llm-errors.js'

/** The code of Node's own error (`ECONNREFUSED`), however deep `fetch` has wrapped it. */
export function networkCodeOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const code = (cause as { code?: unknown }).code
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code
  }
  return undefined
}

/** An error of ours that a client wrapped into one of its own. */
export function engawaErrorIn(error: unknown): LlmError | undefined {
  return [...causesOf(error)].find((cause) => isEngawaError(cause)) as LlmError | undefined
}

/** An error, its cause, the cause's cause; and the first of several that Node gathers when it tries many addresses. */
export function* causesOf(error: unknown): Generator<Error> {
  let next = error
  for (let depth = 0; depth < 10 && next instanceof Error; depth++) {
    yield next
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined)
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no network',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate in its chain is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate could not be verified',
}

/** A request that never got an answer's first line. */
export function unreachable(provider: string, endpoint: string, hint: string, cause: unknown): LlmError {
  const refusal = proxyRefusalOf(cause)
  if (refusal !== undefined) return refusedByProxy(provider, refusal, cause)
  const code = networkCodeOf(cause)
  const reason = (code && reasons[code]) ?? code ?? 'the request failed'
  const certificate = code !== undefined && /CERT|SIGNATURE/.test(code)
  return llmError('llm/unreachable', `${provider} could not be reached at ${endpoint}: ${reason}.`, {
    hint: certificate ? 'Name your certificate authority in NODE_EXTRA_CA_CERTS.' : hint,
    cause,
    recoverable: !certificate,
    ...(code === undefined ? {} : { details: { reason: code } }),
  })
}

/** The status with which a proxy declined to open a tunnel; the client has it in its words alone. */
function proxyRefusalOf(error: unknown): number | undefined {
  for (const { message } of causesOf(error)) {
    const status = /Proxy response \((\d{3})\)/.exec(message)?.[1]
    if (status !== undefined) return Number(status)
  }
  return undefined
}

const refusedByProxy = (provider: string, status: number, cause: unknown): LlmError =>
  llmError('llm/unreachable', `The proxy did not let the request to ${provider} through: HTTP ${status}.`, {
    hint:
      status === 407
        ? 'Put user and password into HTTPS_PROXY: http://user:password@proxy.example:3128'
        : 'Check HTTPS_PROXY, or name the host in NO_PROXY.',
    cause,
    recoverable: status >= 500,
    details: { reason: `PROXY_${status}` },
  })
