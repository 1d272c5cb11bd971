import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { install } from './stores.js'

describe('znav doctor', () => {
  it.each(['127.0.0.1', '::1'])('asks more of a broker on %s than that its port is open', async (host) => {
    const server = createServer((socket) => socket.end())
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    const url = `amqp://${host.includes(':') ? `[${host}]` : host}:${address.port}`
    const installed = await install('SQLite', { PERTH_BLOODBANK_URL: url })
    try {
      const { data } = JSON.parse((await installed.znav('doctor', '--json')).stdout)
      expect(data.checks).toContainEqual(
        expect.objectContaining({ name: 'broker', status: 'warn', detail: expect.stringContaining(`${url} can't be`) }),
      )
    } finally {
      await installed.stop()
      server.close()
    }
  })
})
