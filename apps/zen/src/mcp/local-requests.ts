import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Why a request is refused: with which status, and in which words. */
export interface Refusal {
  readonly status: 401 | 403 | 404
  readonly message: string
}

/**
 * Whether a request comes from a program on this machine that may ask. A web page that has its own name point at this
 * machine gives itself away by `Host`, any other page by `Origin`.
 *
 * @param token what must stand behind `Bearer`, where one is asked for
 */
export function refusalOf(
  { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>,
  token: string | undefined,
): Refusal | undefined {
  if (!isLoopback(`http://${headers.host ?? ''}`))
    return { status: 403, message: 'the Host header names another machine' }
  if (headers.origin !== undefined && !isLoopback(headers.origin)) {
    return { status: 403, message: 'web pages may not ask: the Origin header names one' }
  }
  if (url.split('?')[0] !== '/mcp') return { status: 404, message: 'the address is /mcp' }
  if (token !== undefined && !isSame(headers.authorization ?? '', `Bearer ${token}`)) {
    return { status: 401, message: 'the Authorization header must be "Bearer" and the token of this server' }
  }
  return undefined
}

function isLoopback(address: string): boolean {
  try {
    return loopback.has(new URL(address).hostname)
  } catch {
    return false
  }
}

/** How long it takes tells nothing of how much was right. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(hash(given), hash(wanted))

const hash = (text: string) => createHash('sha256').update(text).digest()
