import { connect, createServer, type Socket } from 'node:net'

/** A way to the broker that can be held up: bytes stop passing, the sockets stay open. */
export interface Proxy {
  readonly port: number
  freeze(): void
  stop(): Promise<void>
}

/** @param target a port on the loopback; without one, the proxy takes connections and never says a word */
export async function startProxy(target?: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => undefined)
    if (target === undefined) return
    const far = connect(target, '127.0.0.1')
    sockets.add(far)
    far.on('error', () => undefined)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return {
    port: address.port,
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
