import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * The first of these ports that something else listens on.
 *
 * @template {{ port: number }} P
 * @param {readonly P[]} wanted
 * @returns {Promise<P | undefined>}
 */
export async function firstTaken(wanted) {
  for (const candidate of wanted) {
    const server = createServer()
    server.listen({ host: '127.0.0.1', port: candidate.port, exclusive: true })
    try {
      await once(server, 'listening')
    } catch {
      return candidate
    }
    server.close()
    await once(server, 'close')
  }
  return undefined
}
