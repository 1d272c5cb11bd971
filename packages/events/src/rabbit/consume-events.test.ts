import { type RabbitmqService, startRabbitmq, waitUntil, withService } from '@engawa/testkit'
import { connect } from 'amqplib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { milestone, milestones } from '../../test/sample-events.js'
import type { EventEnvelope } from '../envelope.js'
import { type ConsumeOptions, consumeEvents } from './consume-events.js'
import type { ConsumerReport } from './handle-message.js'
import { createRabbitTransport } from './rabbit-transport.js'

withService(describe, 'rabbitmq')('a consumer', () => {
  let broker: RabbitmqService
  const ending: (() => Promise<void>)[] = []

  beforeAll(async () => {
    broker = await startRabbitmq()
  }, 90_000)
  afterAll(() => broker.stop())
  afterEach(async () => {
    for (const end of ending.splice(0)) await end()
  })

  /** A consumer that is attached, with what it has handled and gone through. */
  async function consumer(exchange: string, more: Partial<ConsumeOptions> = {}) {
    const events: EventEnvelope[] = []
    const reports: ConsumerReport[] = []
    const stop = new AbortController()
    const running = consumeEvents({
      url: broker.url,
      exchange,
      queue: `${exchange}.queue`,
      patterns: ['#'],
      handler: (event) => void events.push(event),
      signal: stop.signal,
      backoff: { firstMs: 10, maxMs: 200 },
      onReport: (report) => reports.push(report),
      ...more,
    })
    const end = async () => {
      stop.abort()
      await running
    }
    ending.push(end)
    const saw = (kind: ConsumerReport['kind'], count = 1) =>
      waitUntil(`${count} × ${kind}`, () => reports.filter((report) => report.kind === kind).length >= count, {
        timeoutMs: 60_000,
      })
    await saw('connected')
    return { events, reports, saw, end }
  }

  async function publish(exchange: string, events: readonly EventEnvelope[]): Promise<void> {
    const transport = createRabbitTransport({ url: broker.url, exchange })
    const results = await transport.publish(events)
    expect(results.every(({ confirmed }) => confirmed)).toBe(true)
    await transport.close()
  }

  const values = async (count: number) => (await milestones(count)).map(({ value }) => value)
  const left = async (queue: string) => {
    const connection = await connect(broker.url)
    const { messageCount } = await (await connection.createChannel()).checkQueue(queue)
    await connection.close()
    return messageCount
  }

  it('gets what its patterns ask for, in order, and leaves nothing in its queue', async () => {
    const { events, end } = await consumer('asked', { patterns: ['perth.milestone.*', 'sena.#'], prefetch: 1 })
    const wanted = await values(20)
    const [other] = await values(1)
    await publish('asked', [...(other ? [{ ...other, event_type: 'perth.session.ended' }] : []), ...wanted])
    await waitUntil('all are here', () => events.length >= 20)
    await end()
    expect(events).toEqual(wanted)
    expect(await left('asked.queue')).toBe(0)
  })

  it('finds what came while it was away', async () => {
    await (await consumer('away')).end()
    const missed = await values(3)
    await publish('away', missed)
    const { events } = await consumer('away')
    await waitUntil('all are here', () => events.length >= 3)
    expect(events).toEqual(missed)
  })

  it('hands over once what comes by twice', async () => {
    const { events, end } = await consumer('twice')
    const [first, second] = await values(2)
    await publish(
      'twice',
      [first, first, second, first].flatMap((event) => event ?? []),
    )
    await waitUntil('both are here', () => events.length >= 2)
    await end()
    expect(events.map(({ id }) => id).sort()).toEqual([first?.id, second?.id].sort())
    expect(await left('twice.queue')).toBe(0)
  })

  it('gets an event again when its handler failed, and gives up on one that always does', async () => {
    const [passing, sound, hopeless] = await values(3)
    const handled: string[] = []
    let failures = 2
    const { reports, saw, end } = await consumer('failing', {
      maxAttempts: 4,
      handler: async ({ id }) => {
        if (id === hopeless?.id) throw new Error('never')
        if (id === passing?.id && failures-- > 0) throw new Error('not yet')
        handled.push(id)
      },
    })
    await publish(
      'failing',
      [passing, hopeless, sound].flatMap((event) => event ?? []),
    )
    await saw('rejected')
    await waitUntil('the others are handled', () => handled.length >= 2)
    await end()
    expect([...handled].sort()).toEqual([passing?.id, sound?.id].sort())
    const failed = (id: string | undefined) => reports.filter((report) => report.kind === 'failed' && report.id === id)
    expect(failed(passing?.id)).toHaveLength(2)
    expect(failed(hopeless?.id)).toHaveLength(3)
    expect(reports).toContainEqual({ kind: 'rejected', id: hopeless?.id, error: new Error('never') })
    expect(await left('failing.queue')).toBe(0)
  })

  it('is not held up by what is no event', async () => {
    const { events, saw } = await consumer('nonsense')
    const connection = await connect(broker.url)
    const channel = await connection.createConfirmChannel()
    channel.publish('nonsense', 'perth.milestone.recorded', Buffer.from('{"hunter2":'), { messageId: 'odd' })
    await channel.waitForConfirms()
    await connection.close()
    const { value } = await milestone()
    await publish('nonsense', [value])
    await saw('rejected')
    await waitUntil('the event is here', () => events.length >= 1)
    expect(events).toEqual([value])
  })

  it('reads CloudEvents too', async () => {
    const { events } = await consumer('cloudy')
    const transport = createRabbitTransport({ url: broker.url, exchange: 'cloudy', format: 'cloudevents' })
    const { value } = await milestone()
    await transport.publish([value])
    await transport.close()
    await waitUntil('the event is here', () => events.length >= 1)
    expect(events).toEqual([value])
  })

  it('finishes what it is at when it is told to stop, and leaves the rest', async () => {
    const started: string[] = []
    let finish = () => {}
    const gate = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { end } = await consumer('stopping', {
      prefetch: 1,
      handler: async ({ id }) => {
        started.push(id)
        await gate
      },
    })
    await publish('stopping', await values(3))
    await waitUntil('it is at the first', () => started.length >= 1)
    const ended = end()
    finish()
    await ended
    expect(started).toHaveLength(1)
    expect(await left('stopping.queue')).toBe(2)
  })

  it('says what is wrong with a queue of other settings, and takes it when it is gone', async () => {
    const connection = await connect(broker.url)
    const channel = await connection.createChannel()
    await channel.assertQueue('other.queue', { durable: true, maxLength: 5 })
    const attaching = consumer('other')
    const reports: ConsumerReport[] = []
    const stop = new AbortController()
    const watching = consumeEvents({
      url: broker.url,
      exchange: 'other',
      queue: 'other.queue',
      patterns: ['#'],
      handler: () => undefined,
      signal: stop.signal,
      onReport: (report) => {
        reports.push(report)
        stop.abort()
      },
    })
    await watching
    expect(reports).toMatchObject([{ kind: 'lost', error: { code: 'event/queue-mismatch' } }])
    await channel.deleteQueue('other.queue')
    await connection.close()
    const { events } = await attaching
    const { value } = await milestone()
    await publish('other', [value])
    await waitUntil('the event is here', () => events.length >= 1)
  })

  it('comes back when its queue is deleted, and when the broker is killed', async () => {
    const { events, saw } = await consumer('returning')
    const connection = await connect(broker.url)
    await (await connection.createChannel()).deleteQueue('returning.queue')
    await connection.close()
    await saw('connected', 2)
    await broker.settle()
    await broker.kill()
    await saw('lost', 2)
    await broker.restart()
    await saw('connected', 3)
    const { value } = await milestone()
    await publish('returning', [value])
    await waitUntil('the event is here', () => events.length >= 1)
    expect(events).toEqual([value])
  }, 120_000)

  it('may only watch, with a queue that is gone with it', async () => {
    const stop = new AbortController()
    const events: EventEnvelope[] = []
    let queue = ''
    const watching = consumeEvents({
      url: broker.url,
      exchange: 'watched',
      patterns: ['#'],
      handler: (event) => void events.push(event),
      signal: stop.signal,
      onReport: (report) => {
        if (report.kind === 'connected') queue = report.queue
      },
    })
    await waitUntil('it watches', () => queue !== '')
    const { value } = await milestone()
    await publish('watched', [value])
    await waitUntil('the event is here', () => events.length >= 1)
    stop.abort()
    await watching
    const connection = await connect(broker.url)
    connection.on('error', () => undefined)
    const channel = await connection.createChannel()
    channel.on('error', () => undefined)
    await expect(channel.checkQueue(queue)).rejects.toThrow('NOT_FOUND')
    await connection.close()
  })
})
