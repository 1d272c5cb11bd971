import { Socket } from 'node:net'
import { isLoopback } from './is-loopback.js'

/**
 * From now on this process opens sockets to this machine alone, whichever library asks for one. A path is a socket of
 * this machine, too.
 *
 * Held where all of Node's TCP passes, TLS, HTTP and `fetch` included, rather than at each client: one that is added
 * later is held as well. To a client it looks as if the network were away, which each of them knows how to bear.
 */
export function onlyLoopback(): void {
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]): Socket {
    const host = hostOf(given)
    if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, given)
    process.nextTick(() => this.destroy(networkAway(host)))
    return this
  }
}

/** The host that a call of `connect` means, in each of its forms; undefined for a path, and for none, which is this machine. */
function hostOf(given: readonly unknown[]): string | undefined {
  // `net.connect` hands its arguments over as one list, already put in order.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown }
    return typeof path === 'string' || typeof host !== 'string' ? undefined : host
  }
  return typeof first === 'number' && typeof second === 'string' ? second : undefined
}

const networkAway = (host: string): Error =>
  Object.assign(new Error(`--offline keeps zen on this machine, and ${host} is elsewhere`), { code: 'ENETUNREACH' })
