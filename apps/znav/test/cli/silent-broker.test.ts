import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf } from '../run-znav.js'
import { until } from '../start-znav.js'
import { type Installed, install } from './stores.js'

/** A broker that takes connections and never says a word: who waited for it would wait until its own limit. */
describe('a broker that falls silent', () => {
  let server: Server
  let installed: Installed
  const open = new Set<Socket>()
  let ended = 0

  beforeAll(async () => {
    server = createServer((socket) => {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        ended += 1
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    installed = await install('SQLite', { PERTH_BLOODBANK_URL: `amqp://127.0.0.1:${address.port}` })
  })
  afterAll(async () => {
    for (const socket of open) socket.destroy()
    server.close()
    await installed.stop()
  })

  it('is not waited for by a log, whose relay tells later what became of it', async () => {
    const { znav } = installed
    const logged = await znav('pane', 'log', 'backend', 'Unheard', '--type', 'milestone')
    // The relay has five seconds for its connection, and its attempt has not ended: so the log has not waited for it.
    expect({ ...logged, ended }).toMatchObject({ code: 0, stderr: '', ended: 0 })
    await until('the relay has given up', async () => {
      const { last_delivery } = await dataOf(znav('events', 'status', '--json'))
      return last_delivery !== null
    })
    expect(await dataOf(znav('events', 'status', '--json'))).toMatchObject({
      pending: 1,
      dropped: 0,
      broker_reachable: false,
      last_delivery: { delivered: 0, error: { code: 'event/broker-unreachable' } },
    })
    expect((await znav('events', 'status')).stdout).toMatch(/\nLast error: RabbitMQ at .* can't be reached/)
  }, 60_000)
})
