import { collectEvents, freePort, type RabbitmqService, startRabbitmq, withService } from '@engawa/testkit'
import { connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProxy } from '../../test/proxy-for-tests.js'
import { milestone, milestones } from '../../test/sample-events.js'
import { createMemoryOutbox } from '../outbox/memory-outbox.js'
import { createRelay } from '../relay/relay.js'
import type { RelayReport } from '../relay/relay-report.js'
import { decodeEvent } from '../wire-format.js'
import { createRabbitTransport } from './rabbit-transport.js'

describe('the RabbitMQ transport without a broker', () => {
  it('leaves events in the outbox and says where it looked', async () => {
    const port = await freePort()
    const transport = createRabbitTransport({ url: `amqp://user:hunter2@127.0.0.1:${port}` })
    const outbox = createMemoryOutbox()
    await outbox.add(await milestones(3))
    const reports: RelayReport[] = []
    const result = await createRelay({ outbox, transport, onReport: (report) => reports.push(report) }).drain()
    await transport.close()
    expect(result).toMatchObject({
      delivered: 0,
      pending: 3,
      error: { code: 'event/broker-unreachable', message: expect.stringContaining(`127.0.0.1:${port}`) },
    })
    expect(reports).toMatchObject([{ kind: 'failed', pending: 3 }])
    expect(JSON.stringify(result.error)).not.toContain('hunter2')
  })

  it('gives up on one that takes connections and says nothing', async () => {
    const silent = await startProxy()
    const transport = createRabbitTransport({ url: `amqp://127.0.0.1:${silent.port}`, connectTimeoutMs: 200 })
    const { value } = await milestone()
    await expect(transport.publish([value])).rejects.toMatchObject({ code: 'event/broker-unreachable' })
    await transport.close()
    await silent.stop()
  })

  it('does not connect before there is an event', async () => {
    const transport = createRabbitTransport({ url: `amqp://127.0.0.1:${await freePort()}` })
    expect(await transport.publish([])).toEqual([])
    await transport.close()
    await expect(transport.publish([(await milestone()).value])).rejects.toMatchObject({ code: 'event/closed' })
  })
})

withService(describe, 'rabbitmq')('the RabbitMQ transport', () => {
  let broker: RabbitmqService

  beforeAll(async () => {
    broker = await startRabbitmq()
  }, 90_000)
  afterAll(() => broker.stop())

  it('delivers an event as it is documented', async () => {
    const collector = await collectEvents(broker.url, { exchange: 'documented', pattern: 'perth.*.recorded' })
    const transport = createRabbitTransport({ url: broker.url, exchange: 'documented' })
    const { value } = await milestone()
    expect(await transport.publish([value])).toEqual([{ id: value.id, confirmed: true }])
    await collector.waitFor(1)
    expect(collector.events).toEqual([
      {
        id: value.id,
        routingKey: 'perth.milestone.recorded',
        contentType: 'application/json',
        persistent: true,
        body: value,
      },
    ])
    await transport.close()
    await collector.stop()
  })

  it('speaks CloudEvents when asked to', async () => {
    const collector = await collectEvents(broker.url, { exchange: 'cloudevents' })
    const transport = createRabbitTransport({ url: broker.url, exchange: 'cloudevents', format: 'cloudevents' })
    const { value } = await milestone()
    await transport.publish([value])
    await collector.waitFor(1)
    expect(collector.events[0]).toMatchObject({
      contentType: 'application/cloudevents+json',
      body: { specversion: '1.0', id: value.id },
    })
    expect(decodeEvent(JSON.stringify(collector.events[0]?.body))).toEqual(value)
    await transport.close()
    await collector.stop()
  })

  it('tells what nobody asked for from what was delivered', async () => {
    const collector = await collectEvents(broker.url, { exchange: 'unrouted', pattern: 'sena.#' })
    const transport = createRabbitTransport({ url: broker.url, exchange: 'unrouted' })
    const { value } = await milestone()
    const wanted = { ...value, id: 'wanted', event_type: 'sena.turn.failed' }
    expect(await transport.publish([value, wanted])).toEqual([
      { id: value.id, confirmed: true, unrouted: true },
      { id: 'wanted', confirmed: true },
    ])
    await transport.close()
    await collector.stop()
  })

  it('refuses wrong credentials in words that hold no password', async () => {
    const password = ['correct', 'horse'].join(' & ')
    const url = new URL(broker.url)
    url.password = password
    const transport = createRabbitTransport({ url: url.href })
    const failure = await transport.publish([(await milestone()).value]).catch((error: unknown) => error)
    await transport.close()
    expect(failure).toMatchObject({ code: 'event/access-refused', hint: expect.stringContaining('user, password') })
    expect(JSON.stringify([failure, String(failure)])).not.toMatch(/correct|horse/)
  })

  it('refuses a virtual host that is not there', async () => {
    const transport = createRabbitTransport({ url: `${broker.url}/nowhere` })
    const { value } = await milestone()
    await expect(transport.publish([value])).rejects.toMatchObject({ code: 'event/vhost-refused' })
    await transport.close()
  })

  it('refuses an exchange of another kind', async () => {
    const connection = await connect(broker.url)
    const channel = await connection.createChannel()
    await channel.assertExchange('taken', 'fanout', { durable: true })
    await connection.close()
    const transport = createRabbitTransport({ url: broker.url, exchange: 'taken' })
    const { value } = await milestone()
    await expect(transport.publish([value])).rejects.toMatchObject({ code: 'event/exchange-mismatch' })
    await transport.close()
  })

  it('confirms nothing when the broker falls silent, and connects anew', async () => {
    const proxy = await startProxy(broker.port)
    const collector = await collectEvents(broker.url, { exchange: 'frozen' })
    const transport = createRabbitTransport({
      url: `amqp://127.0.0.1:${proxy.port}`,
      exchange: 'frozen',
      confirmTimeoutMs: 300,
    })
    const [first, second] = (await milestones(2)).map(({ value }) => value)
    expect(await transport.publish(first ? [first] : [])).toEqual([{ id: first?.id, confirmed: true }])
    proxy.freeze()
    expect(await transport.publish(second ? [second] : [])).toEqual([{ id: second?.id, confirmed: false }])
    // The next call goes over a connection of its own, which is not held up.
    expect(await transport.publish(second ? [second] : [])).toEqual([{ id: second?.id, confirmed: true }])
    await collector.waitFor(2)
    await transport.close()
    await collector.stop()
    await proxy.stop()
  })
})
