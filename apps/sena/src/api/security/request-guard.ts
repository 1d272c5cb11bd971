import { RequestRefused } from '../problem.js'

export interface RequestGuardOptions {
  /** Host names beside the loopback's own: `sena.example`. */
  readonly allowedHosts: readonly string[]
  /** Origins beside the loopback's own: `https://desk.example`. */
  readonly allowedOrigins: readonly string[]
}

/** The parts of a request that say where it came from. */
export interface RequestSource {
  readonly host: string | undefined
  readonly origin: string | undefined
}

const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name)

/** The name in a `Host` header, without the port; nothing when it is no such header. */
function hostName(host: string): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase()
}

/**
 * Who may talk to a server that listens on the loopback only.
 *
 * `Host` is checked because a page of the web can point its own name at 127.0.0.1 (DNS rebinding) and then counts as
 * the same origin; `Origin` because any page may send requests and open WebSockets across origins. Programs send no
 * `Origin` at all.
 */
export function createRequestGuard({ allowedHosts, allowedOrigins }: RequestGuardOptions) {
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()))
  const origins = new Set(allowedOrigins)

  /** @throws RequestRefused 421 or 403 */
  return function check({ host, origin }: RequestSource): void {
    const name = host === undefined ? undefined : hostName(host)
    if (name === undefined || !(isLoopbackName(name) || hosts.has(name))) {
      throw new RequestRefused(421, 'api/host-refused', 'This host name is not one that Sena answers to.', {
        hint: 'Use http://127.0.0.1, or add the name to api.allowed_hosts.',
      })
    }
    if (origin !== undefined && !origins.has(origin) && !isLoopbackOrigin(origin)) {
      throw new RequestRefused(403, 'api/origin-refused', 'Pages of this origin may not use Sena.', {
        hint: 'Add the origin to api.cors.origins if it is yours, and leave api.cors.enabled on.',
      })
    }
  }
}

/** `null` (a sandboxed frame, a local file) is none. */
function isLoopbackOrigin(origin: string): boolean {
  const name = /^https?:\/\/(.+)$/.exec(origin)?.[1]
  return name !== undefined && isLoopbackName(hostName(name) ?? '')
}
