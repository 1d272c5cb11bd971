import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { freePort, type RabbitmqService, startRabbitmq, withService } from '@engawa/testkit'
import { connect } from 'amqplib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { dataOf } from '../run-znav.js'
import { type RunningZnav, startZnav, until } from '../start-znav.js'
import { type Installed, install } from './stores.js'

const cli = znavCli('0.0.0')
const running: RunningZnav[] = []
const installations: Installed[] = []

afterEach(async () => {
  for (const znav of running.splice(0)) {
    znav.interrupt()
    await znav.ended
  }
  for (const installed of installations.splice(0)) await installed.stop()
})

async function installed(more: Readonly<Record<string, string>> = {}) {
  const store = await install('SQLite', more)
  installations.push(store)
  const tail = (...args: readonly string[]) => {
    const started = startZnav(store.env, 'events', 'tail', ...args)
    running.push(started)
    return started
  }
  const milestone = (summary: string) => store.znav('pane', 'log', 'backend', summary, '--type', 'milestone')
  return { ...store, tail, milestone }
}

describe('znav events tail without a broker', () => {
  it('shows what waits and what comes to wait, once, and says why', async () => {
    const { tail, milestone } = await installed({ PERTH_BLOODBANK_URL: `amqp://127.0.0.1:${await freePort()}` })
    await milestone('Before the tail')
    const text = tail()
    await until('what waits is shown', () => text.stdout().includes('Before the tail'))
    await milestone('During the tail')
    await until('what comes is shown', () => text.stdout().includes('During the tail'))
    expect(text.stdout().match(/Before the tail/g)).toHaveLength(1)
    expect(text.stdout()).toMatch(/^\S+Z perth\.milestone\.recorded source=znav pane_name=backend summary="Before/)
    expect(text.stderr()).toMatch(/^warning: RabbitMQ at .* can't be reached: .* what waits in the outbox\./)
  })

  it('prints JSON lines, of the topics that were asked for', async () => {
    const { tail, milestone } = await installed({ PERTH_BLOODBANK_URL: `amqp://127.0.0.1:${await freePort()}` })
    await milestone('As JSON')
    const none = tail('--json', '--pattern', 'perth.session.*')
    const wanted = tail('--json', '--pattern', 'sena.#', 'perth.*.recorded')
    await until('it is shown', () => wanted.stdout().endsWith('\n'))
    const { ok, data } = JSON.parse(wanted.stdout())
    expect(ok).toBe(true)
    assertMatchesOutput(cli, 'events tail', data)
    expect(data).toMatchObject({ event_type: 'perth.milestone.recorded', payload: { summary: 'As JSON' } })
    none.interrupt()
    expect(await none.ended).toBe(130)
    expect(none.stdout()).toBe('')
  })

  it('ends quietly on Ctrl-C and when its reader has gone', async () => {
    const { tail, milestone } = await installed({ PERTH_BLOODBANK_URL: `amqp://127.0.0.1:${await freePort()}` })
    await milestone('One')
    const [interrupted, unread] = [tail(), tail()]
    await until('both are shown', () => [interrupted, unread].every(({ stdout }) => stdout().includes('One')))
    interrupted.interrupt()
    expect(await interrupted.ended).toBe(130)
    expect(interrupted.stderr()).not.toContain('error')
    unread.closeReader()
    await milestone('Two')
    expect(await unread.ended).toBe(0)
    expect(unread.stderr()).not.toContain('error')
  })

  it('says that nothing is announced where none is configured', async () => {
    const { tail } = await installed()
    const alone = tail()
    await until('it says so', () => alone.stderr().includes('no broker is configured'))
    alone.interrupt()
    expect(await alone.ended).toBe(130)
  })
})

withService(describe, 'rabbitmq')('with a broker', () => {
  let broker: RabbitmqService
  beforeAll(async () => {
    broker = await startRabbitmq()
  }, 90_000)
  afterAll(() => broker.stop())

  /** The tail's queue is there, so nothing that comes from now on is missed. */
  const watching = async (before: number) => {
    const count = async () =>
      Number((await broker.control('list_queues', '-q', 'name', 'type')).match(/amq\.gen/g)?.length)
    await until('the tail watches', async () => (await count()) > before)
  }

  it('shows what is announced, also across a broker that is killed', async () => {
    const { tail, milestone, znav } = await installed({ PERTH_BLOODBANK_URL: broker.url })
    const shown = tail('--pattern', 'perth.#')
    await watching(0)
    await milestone('While it is there')
    await until('it is shown', () => shown.stdout().includes('While it is there'))
    await broker.kill()
    await until('the tail has seen it go', () => shown.stderr().includes("can't be reached"))
    await milestone('While it is away')
    await until('it is shown from the outbox', () => shown.stdout().includes('While it is away'))
    await broker.restart()
    await until('the tail is back', () => shown.stderr().includes('the broker is back'))
    await znav('events', 'flush')
    await milestone('After all')
    await until('it is shown', () => shown.stdout().includes('After all'))
    const lines = shown.stdout().trim().split('\n')
    expect(lines.map((line) => /summary="([^"]+)"/.exec(line)?.[1])).toEqual([
      'While it is there',
      'While it is away',
      'After all',
    ])
  }, 180_000)

  it('events status and doctor open a real connection', async () => {
    const { znav } = await installed({ PERTH_BLOODBANK_URL: broker.url })
    const status = await dataOf(znav('events', 'status', '--json'))
    assertMatchesOutput(cli, 'events status', status)
    expect(status).toMatchObject({ broker_reachable: true, broker_error: null })
    expect((await znav('events', 'status')).stdout).toMatch(/^Broker: amqp:\/\/\S+, reachable\nWaiting: 0 events\.\n$/)

    const wrong = new URL(broker.url)
    wrong.password = ['not', 'the', 'one'].join('-')
    const refused = await installed({ PERTH_BLOODBANK_URL: wrong.href })
    expect(await dataOf(refused.znav('events', 'status', '--json'))).toMatchObject({
      broker_reachable: false,
      broker_error: { code: 'event/access-refused' },
    })
    const [good, bad] = await Promise.all(
      [znav, refused.znav].map(async (run) => {
        const { data } = JSON.parse((await run('doctor', '--json')).stdout)
        return data.checks.find(({ name }: { name: string }) => name === 'broker')
      }),
    )
    expect(good).toMatchObject({ status: 'ok', detail: `amqp://127.0.0.1:${broker.port} takes events` })
    expect(bad).toMatchObject({ status: 'warn', remedy: expect.stringContaining('user, password') })
  }, 60_000)

  it('CloudEvents are published where they are asked for', async () => {
    const { milestone } = await installed({ PERTH_BLOODBANK_URL: broker.url, PERTH_EVENTS_FORMAT: 'cloudevents' })
    const connection = await connect(broker.url)
    const channel = await connection.createChannel()
    await channel.assertExchange('perth.events', 'topic', { durable: true })
    const { queue } = await channel.assertQueue('', { exclusive: true })
    await channel.bindQueue(queue, 'perth.events', '#')
    const bodies: { specversion?: string; data?: { summary?: string } }[] = []
    await channel.consume(queue, (message) => message && bodies.push(JSON.parse(message.content.toString())))
    await milestone('In the clouds')
    await until('it arrives', () => bodies.length > 0)
    expect(bodies).toMatchObject([{ specversion: '1.0', data: { summary: 'In the clouds' } }])
    await connection.close()
  }, 60_000)
})
