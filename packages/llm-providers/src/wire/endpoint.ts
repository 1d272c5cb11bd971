import { ConfigError } from '@engawa/core'

export interface Endpoint {
  /** Without credentials, query, fragment and closing slash. */
  readonly url: string
  /** `local`: on this machine's loopback. */
  readonly location: 'local' | 'cloud'
  /** Credentials that stood in the address, as a header. */
  readonly authorization?: string
}

/**
 * Read the address of a server. `host:port` alone means http, as `OLLAMA_HOST` has it; `0.0.0.0` is where a server
 * listens, so its clients take 127.0.0.1.
 *
 * @throws ConfigError `llm/bad-address`
 */
export function parseEndpoint(address: string, defaultPort?: number): Endpoint {
  const explicit = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
  const withHost = address.startsWith(':') ? `127.0.0.1${address}` : address
  let url: URL
  try {
    url = new URL(explicit ? address : `http://${withHost}`)
  } catch {
    throw badAddress('it is not an address')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress(`${url.protocol} is not http or https`)
  if (!explicit && url.port === '' && defaultPort !== undefined) url.port = String(defaultPort)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.hostname === '[::]') url.hostname = '[::1]'
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    location: isLoopback(url.hostname) ? 'local' : 'cloud',
    ...(credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  }
}

// The address itself is not repeated: it may hold a password.
const badAddress = (why: string): ConfigError =>
  new ConfigError(`The address of the model server cannot be used: ${why}.`, {
    code: 'llm/bad-address',
    hint: 'Write it as http://localhost:11434 or https://host/v1.',
  })

/** `URL` has already turned every spelling of an IPv4 address into four decimal numbers. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
