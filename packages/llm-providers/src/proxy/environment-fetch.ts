import { ConfigError } from '@engawa/core'
import type { Dispatcher } from 'undici'
import { loadClient } from '../wire/load-client.js'
import { type Environment, proxyFor } from './proxy-for.js'

type Fetch = typeof globalThis.fetch

/**
 * A `fetch` that goes where the environment sends it: Node's own, or through the proxy of `HTTPS_PROXY` and
 * `http_proxy` unless `NO_PROXY` exempts the host. `NODE_EXTRA_CA_CERTS` holds for both: Node reads it when it starts.
 *
 * The client for proxies is loaded when a request needs one, so that without a proxy it costs nothing.
 */
export function environmentFetch(env: Environment = process.env): Fetch {
  const agents = new Map<string, Promise<Fetch>>()
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const proxy = proxyFor(url, env)
    if (proxy === undefined) return globalThis.fetch(input, init)
    const tunnel = url.startsWith('https:')
    const key = `${tunnel} ${proxy}`
    const through = agents.get(key) ?? fetchThrough(checkedProxy(proxy), tunnel)
    agents.set(key, through)
    return (await through)(input, init)
  }
}

async function fetchThrough(proxy: URL, tunnel: boolean): Promise<Fetch> {
  const undici = await loadClient('undici', () => import('undici'))
  const token = proxy.username === '' ? {} : { token: basicToken(proxy) }
  // Unencrypted requests are forwarded, not tunnelled: many proxies allow CONNECT to port 443 alone.
  const dispatcher: Dispatcher = new undici.ProxyAgent({ uri: proxy.origin, proxyTunnel: tunnel, ...token })
  return async (input, init = {}) => {
    const request = new Request(input, init)
    const { url, method, headers, redirect, body } = request
    // Its own `fetch` with its own agent: Node's bundled one may be of another version, with another inner interface.
    const response = await undici.fetch(url, {
      method,
      headers: [...headers],
      redirect,
      dispatcher,
      ...(init.signal ? { signal: init.signal } : {}),
      // Whole: requests to models are texts, and a proxy may want their length.
      ...(body === null ? {} : { body: await request.arrayBuffer() }),
    })
    return response as unknown as Response
  }
}

const basicToken = ({ username, password }: URL): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`

function checkedProxy(proxy: string): URL {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  // The address itself is not repeated: it may hold a password.
  throw new ConfigError(`The proxy of the environment cannot be used${url ? `: ${url.protocol} is not http` : ''}.`, {
    code: 'llm/bad-proxy',
    hint: 'Set HTTPS_PROXY to an address such as http://proxy.example:3128, or NO_PROXY to the hosts without one.',
  })
}
