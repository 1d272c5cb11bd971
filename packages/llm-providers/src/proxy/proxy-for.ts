import { BlockList, isIP } from 'node:net'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address: `https_proxy` or `HTTPS_PROXY` for https, `http_proxy` for
 * http. The upper-case `HTTP_PROXY` is not read: a web server sets it from a header that anybody can send.
 *
 * This machine itself is never behind a proxy: a local model's words stay here.
 */
export function proxyFor(address: string | URL, env: Environment): string | undefined {
  const url = new URL(address)
  const secure = url.protocol === 'https:'
  const proxy = (secure ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy)?.trim()
  if (!proxy || isExempt(url, env.no_proxy || env.NO_PROXY || '')) return undefined
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = bare(url.hostname.toLowerCase())
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host)) return true
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port))
}

/** One entry: `*`, `example.org` and all below it, `.example.org`, `*.example.org`, `host:8080`, `10.0.0.0/8`. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const subnet = /^([\da-f.:]+)\/(\d{1,3})$/.exec(entry)
  if (subnet) return isWithin(host, subnet[1] ?? '', Number(subnet[2]))
  const [, name = entry, onlyPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? []
  if (onlyPort !== undefined && onlyPort !== port) return false
  const domain = bare(name).replace(/^\*?\./, '')
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`))
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(host) === 0 || isIP(network) === 0 || bits > (family === 'ipv6' ? 128 : 32)) return false
  const list = new BlockList()
  list.addSubnet(network, bits, family)
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')
