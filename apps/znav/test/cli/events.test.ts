import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import {
  collectEvents,
  type EventCollector,
  type RabbitmqService,
  startRabbitmq,
  waitUntil,
  withService,
} from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { dataOf } from '../run-znav.js'
import { type Installed, install, type StoreName } from './stores.js'

const cli = znavCli('0.0.0')

withService(describe, ['rabbitmq', 'redis'])('milestones on a real broker', () => {
  let broker: RabbitmqService
  let collector: EventCollector
  const stores: Partial<Record<StoreName, Installed>> = {}

  beforeAll(async () => {
    broker = await startRabbitmq()
    collector = await collectEvents(broker.url)
    for (const store of ['SQLite', 'Redis'] as const) {
      stores[store] = await install(store, { PERTH_BLOODBANK_URL: broker.url })
    }
  }, 120_000)
  afterAll(async () => {
    await collector.stop()
    await Promise.all(Object.values(stores).map((store) => store.stop()))
    await broker.stop()
  })

  const arrived = (summary: string) =>
    collector.events.filter(({ body }) => (body as { payload: { summary: string } }).payload.summary === summary)

  describe.each(['SQLite', 'Redis'] as const)('with the state in %s', (store) => {
    const znav = (...args: readonly string[]) => {
      const installed = stores[store]
      if (installed === undefined) throw new Error('not installed')
      return installed.znav(...args)
    }
    const pending = async () => {
      const data = await dataOf(znav('events', 'status', '--json'))
      assertMatchesOutput(cli, 'events status', data)
      return data.pending
    }

    it('arrive by themselves, in the documented envelope', async () => {
      const summary = `Integrated OAuth (${store})`
      await znav('pane', 'log', 'backend', summary, '--type', 'milestone', '--artifacts', 'src/auth.ts')
      await waitUntil('the milestone arrives', () => arrived(summary).length > 0)
      const [event] = arrived(summary)
      expect(event).toMatchObject({ routingKey: 'perth.milestone.recorded', persistent: true })
      expect(event?.body).toEqual({
        id: event?.id,
        event_type: 'perth.milestone.recorded',
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        source: 'znav',
        payload: {
          pane_name: 'backend',
          summary,
          entry_type: 'milestone',
          artifacts: ['src/auth.ts'],
          source: 'manual',
        },
      })
      await waitUntil('the outbox is empty', async () => (await pending()) === 0)
    })

    it('are the only entries that are announced', async () => {
      await znav('pane', 'log', 'backend', `Only a checkpoint (${store})`)
      await znav('pane', 'log', 'backend', `A second milestone (${store})`, '--type', 'milestone')
      await waitUntil('the milestone arrives', () => arrived(`A second milestone (${store})`).length > 0)
      expect(arrived(`Only a checkpoint (${store})`)).toEqual([])
      // It arrives before its sender knows of it; a broker that ended between the two would be sent it again.
      await waitUntil('the outbox is empty', async () => (await pending()) === 0)
    })

    it('wait while the broker is down, without troubling the log, and arrive after a flush', async () => {
      const summary = `Finished in the dark (${store})`
      await broker.kill()
      try {
        expect(await znav('pane', 'log', 'backend', summary, '--type', 'milestone')).toEqual({
          code: 0,
          stdout: 'Logged milestone for backend.\n',
          stderr: '',
        })
        const flush = await znav('events', 'flush')
        expect(flush).toMatchObject({
          code: 1,
          stdout: '',
          stderr: expect.stringMatching(/1 event not delivered yet: RabbitMQ/),
        })
        expect(await pending()).toBe(1)
      } finally {
        await broker.restart()
      }
      const data = await dataOf(znav('events', 'flush', '--json'))
      assertMatchesOutput(cli, 'events flush', data)
      await waitUntil('the milestone arrives', () => arrived(summary).length > 0)
      expect(await pending()).toBe(0)
      expect(new Set(arrived(summary).map(({ id }) => id)).size).toBe(1)
    }, 120_000)

    it('that were left behind go out with the next log of any kind', async () => {
      const summary = `Left behind (${store})`
      await broker.kill()
      try {
        await znav('pane', 'log', 'backend', summary, '--type', 'milestone')
        await znav('events', 'flush')
      } finally {
        await broker.restart()
      }
      await znav('pane', 'log', 'backend', `Back at work (${store})`)
      await waitUntil('the milestone arrives', () => arrived(summary).length > 0)
    }, 120_000)
  })
})

describe('without a broker', () => {
  it('nothing is queued', async () => {
    const { znav, stop } = await install('SQLite')
    await znav('pane', 'log', 'backend', 'Alone', '--type', 'milestone')
    const data = await dataOf(znav('events', 'status', '--json'))
    assertMatchesOutput(cli, 'events status', data)
    expect(data).toEqual({
      broker: null,
      broker_reachable: null,
      broker_error: null,
      pending: 0,
      oldest: null,
      dropped: 0,
      dropped_events: [],
      last_delivery: null,
    })
    await stop()
  })

  it('its address shows no password', async () => {
    const { znav, stop } = await install('SQLite', { PERTH_BLOODBANK_URL: 'amqp://user:passphrase@127.0.0.1:1' })
    const { stdout } = await znav('events', 'status')
    expect(stdout).toMatch(/^Broker: amqp:\/\/127\.0\.0\.1:1, not usable: RabbitMQ at .* can't be reached/)
    expect(stdout).not.toContain('passphrase')
    await stop()
  })
})
