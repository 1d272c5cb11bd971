import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A port that was free on the loopback a moment ago.
 *
 * Taken from below the range that the system gives to outgoing connections: a client that keeps trying a port of that
 * range while its server restarts can end up connected to itself, and then the server finds its port taken.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(20_000, 32_000)
    if (await canListen(port)) return port
  }
  throw new Error('no free port was found between 20000 and 32000')
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer()
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listening) await new Promise((resolve) => server.close(resolve))
  return listening
}
