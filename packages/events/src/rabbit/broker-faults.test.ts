import { type RabbitmqService, startRabbitmq, withService } from '@engawa/testkit'
import { type Channel, connect, type Options } from 'amqplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProxy } from '../../test/proxy-for-tests.js'
import { milestone, milestones } from '../../test/sample-events.js'
import { createMemoryOutbox } from '../outbox/memory-outbox.js'
import { createRelay } from '../relay/relay.js'
import { probeBroker } from './probe-broker.js'
import { createRabbitTransport, type RabbitTransportOptions } from './rabbit-transport.js'

withService(describe, 'rabbitmq')('a broker that is not as it should be', () => {
  let broker: RabbitmqService

  beforeAll(async () => {
    broker = await startRabbitmq({ tls: true })
  }, 90_000)
  afterAll(() => broker.stop())

  /** Three events and a relay for them. */
  async function waiting(options: RabbitTransportOptions) {
    const outbox = createMemoryOutbox()
    await outbox.add(await milestones(3))
    const transport = createRabbitTransport(options)
    return { outbox, transport, relay: createRelay({ outbox, transport }) }
  }

  async function withChannel<T>(use: (channel: Channel) => Promise<T>): Promise<T> {
    const connection = await connect(broker.url)
    try {
      return await use(await connection.createChannel())
    } finally {
      await connection.close()
    }
  }

  async function boundQueue(queue: string, options: Options.AssertQueue): Promise<void> {
    await withChannel(async (channel) => {
      await channel.assertExchange(queue, 'topic', { durable: true })
      await channel.assertQueue(queue, { durable: true, ...options })
      await channel.bindQueue(queue, queue, '#')
    })
  }

  const take = (queue: string) => withChannel((channel) => channel.get(queue, { noAck: true }))

  describe('with a full queue', () => {
    it('refuses events, which wait and go out when there is room', async () => {
      await boundQueue('full', { maxLength: 2, arguments: { 'x-overflow': 'reject-publish' } })
      const { outbox, transport, relay } = await waiting({ url: broker.url, exchange: 'full' })
      const ids = (await outbox.pending(3)).map(({ event }) => event.id)
      expect(await relay.drain()).toMatchObject({ delivered: 2, pending: 1, error: { code: 'event/refused' } })
      expect(await relay.drain()).toMatchObject({ delivered: 0, pending: 1, error: { code: 'event/refused' } })
      const first = await take('full')
      expect(await relay.drain()).toEqual({ delivered: 1, pending: 0 })
      const others = [await take('full'), await take('full')]
      const arrived = [first, ...others].map((message) => (message ? message.properties.messageId : undefined))
      expect(arrived).toEqual(ids)
      expect((await outbox.status()).dropped).toBe(0)
      await transport.close()
    })
  })

  describe('with wrong permissions', () => {
    const userUrl = (name: string, password: string) => {
      const url = new URL(broker.url)
      url.username = name
      url.password = password
      return url.href
    }

    it.each([
      ['to make the exchange', ['^$', '.*', '.*']],
      ['to write to it', ['.*', '^$', '.*']],
    ])(
      'refuses a user who may not be allowed %s, and nothing is lost',
      async (what, permissions) => {
        const name = what.replaceAll(' ', '-')
        const password = ['correct', 'horse', name].join('-')
        await broker.control('add_user', name, password)
        await broker.control('set_permissions', name, ...permissions)
        const { outbox, transport, relay } = await waiting({ url: userUrl(name, password), exchange: 'permitted' })
        const { error } = await relay.drain()
        expect(error).toMatchObject({ code: 'event/access-refused', hint: expect.stringContaining('may write') })
        expect(JSON.stringify([error, String(error)])).not.toContain(password)
        expect(await outbox.status()).toMatchObject({ pending: 3, dropped: 0 })
        await broker.control('set_permissions', name, '.*', '.*', '.*')
        expect(await relay.drain()).toEqual({ delivered: 3, pending: 0 })
        await transport.close()
      },
      60_000,
    )

    it('is found by a probe', async () => {
      const wrong = userUrl('nobody', 'wrong')
      await expect(probeBroker({ url: wrong })).rejects.toMatchObject({ code: 'event/access-refused' })
      await expect(probeBroker({ url: `${broker.url}/nowhere` })).rejects.toMatchObject({ code: 'event/vhost-refused' })
      expect(await probeBroker({ url: broker.url })).toBe(`amqp://127.0.0.1:${broker.port}`)
    })
  })

  describe('with TLS', () => {
    const tls = () => broker.tls ?? { url: '', ca: '' }

    it('is used when its certificate is trusted', async () => {
      const { url, ca } = tls()
      const { transport, relay } = await waiting({ url, ca, exchange: 'tls' })
      expect(await relay.drain()).toEqual({ delivered: 3, pending: 0 })
      await transport.close()
    })

    it('is refused when nobody vouches for its certificate, and nothing is lost', async () => {
      const { outbox, transport, relay } = await waiting({ url: tls().url, exchange: 'tls' })
      expect((await relay.drain()).error).toMatchObject({
        code: 'event/broker-untrusted',
        hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      })
      expect((await outbox.status()).pending).toBe(3)
      await transport.close()
    })

    it('is told from one that speaks none', async () => {
      const url = broker.url.replace('amqp:', 'amqps:')
      await expect(probeBroker({ url })).rejects.toMatchObject({ code: 'event/broker-no-tls' })
    })
  })

  it('whose exchange is deleted gets it anew', async () => {
    const { outbox, transport, relay } = await waiting({ url: broker.url, exchange: 'deleted' })
    expect(await relay.drain()).toMatchObject({ delivered: 3 })
    await withChannel((channel) => channel.deleteExchange('deleted'))
    await outbox.add([await milestone()])
    expect((await relay.drain()).error).toMatchObject({ code: 'event/exchange-missing' })
    expect(await relay.drain()).toEqual({ delivered: 1, pending: 0 })
    await transport.close()
  })

  it('that runs out of memory says so, and takes the events when it has some', async () => {
    await boundQueue('blocked', {})
    const { outbox, transport, relay } = await waiting({
      url: broker.url,
      exchange: 'blocked',
      confirmTimeoutMs: 2_000,
    })
    await broker.control('set_vm_memory_high_watermark', '0')
    try {
      expect((await relay.drain()).error).toMatchObject({ code: 'event/broker-blocked' })
      expect(await outbox.status()).toMatchObject({ pending: 3, dropped: 0 })
    } finally {
      await broker.control('set_vm_memory_high_watermark', '0.6')
    }
    expect(await relay.drain()).toEqual({ delivered: 3, pending: 0 })
    await transport.close()
  }, 60_000)

  it('that misses heartbeats fails the call and not the process', async () => {
    const proxy = await startProxy(broker.port)
    const url = `amqp://127.0.0.1:${proxy.port}`
    const { outbox, transport, relay } = await waiting({ url, exchange: 'heartbeat', heartbeatSeconds: 1 })
    await relay.drain()
    proxy.freeze()
    const { value } = await milestone()
    // Without heartbeats this would be an event that was not confirmed in time.
    await expect(transport.publish([value])).rejects.toMatchObject({
      code: 'event/broker-unreachable',
      message: expect.stringMatching(/heartbeat/i),
    })
    await outbox.add([await milestone()])
    expect(await relay.drain()).toEqual({ delivered: 1, pending: 0 })
    await transport.close()
    await proxy.stop()
  }, 60_000)

  it('that is stopped properly and started again gets all', async () => {
    const { outbox, transport, relay } = await waiting({ url: broker.url, exchange: 'stopped' })
    await relay.drain()
    await outbox.add(await milestones(4))
    const again = broker.restart()
    // The broker says goodbye, or has gone: either way they wait.
    let last = await relay.drain()
    for (; last.error !== undefined; last = await relay.drain()) {
      expect(last.error).toMatchObject({ code: expect.stringMatching(/^event\//) })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await again
    expect(await outbox.status()).toMatchObject({ pending: 0, dropped: 0 })
    await transport.close()
  }, 120_000)
})
