import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bundleForChild,
  collectEvents,
  createTempDir,
  type RabbitmqService,
  startRabbitmq,
  type TempDir,
  waitUntil,
  withService,
} from '@engawa/testkit'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { milestones } from '../../test/sample-events.js'
import { createSqliteOutbox } from '../outbox/sqlite-outbox.js'

/** ENGAWA_LONG_PROOFS=1 runs the long version. */
const count = process.env.ENGAWA_LONG_PROOFS === '1' ? 10_000 : 2_000
const exchange = 'proof'

withService(describe, 'rabbitmq')(`${count} events, with RabbitMQ killed twice and a relay killed once`, () => {
  let broker: RabbitmqService
  let directory: TempDir
  let program: string
  const relays: ChildProcess[] = []

  beforeAll(async () => {
    broker = await startRabbitmq()
    directory = await createTempDir()
    const source = fileURLToPath(new URL('../../test/relay-until-told.ts', import.meta.url))
    program = await bundleForChild(source, fileURLToPath(new URL('../..', import.meta.url)))
  }, 90_000)
  afterAll(async () => {
    for (const relay of relays) relay.kill('SIGKILL')
    await broker.stop()
    await directory.remove()
    await rm(dirname(program), { recursive: true })
  })

  const startRelay = (file: string) => {
    const relay = spawn(process.execPath, [program, file, broker.url, exchange], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    relays.push(relay)
    return relay
  }

  it('are all delivered, each at least once and none that was not published', async () => {
    const collector = await collectEvents(broker.url, { exchange })
    await broker.settle()
    const file = join(directory.path, 'outbox.db')
    const database = new Database(file, { timeout: 10_000 })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    const outbox = createSqliteOutbox(database, { maxCount: count })
    const published: string[] = []
    let slowestMs = 0
    /** As a command does: one transaction, and done. It never learns of the broker. */
    const publish = async (share: number) => {
      for (const event of await milestones(Math.round(count * share))) {
        const before = performance.now()
        await outbox.add([event])
        slowestMs = Math.max(slowestMs, performance.now() - before)
        published.push(event.value.id)
        // One loop of events and no pause would keep the relay's process from the database.
        if (published.length % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const arrived = () => new Set(collector.events.map(({ id }) => id))
    const reached = (share: number) =>
      waitUntil(`${share} of all have arrived`, () => arrived().size >= count * share, {
        timeoutMs: 120_000,
        explain: () => `${arrived().size} of ${count}`,
      })

    const doomed = startRelay(file)
    startRelay(file)
    await publish(0.3)
    await reached(0.1)
    await broker.kill()
    await publish(0.3)
    await broker.restart()
    await reached(0.35)
    doomed.kill('SIGKILL')
    await reached(0.4)
    await Promise.all([publish(0.4), broker.kill()])
    await broker.restart()
    await reached(1)
    await waitUntil('the outbox is empty', async () => (await outbox.status()).pending === 0, { timeoutMs: 60_000 })

    expect(published).toHaveLength(count)
    expect([...arrived()].sort()).toEqual([...published].sort())
    expect(await outbox.status()).toEqual({ pending: 0, dropped: 0 })
    const duplicates = collector.events.length - arrived().size
    console.log(
      `${count} events published, ${arrived().size} delivered, ${duplicates} duplicates by id; slowest commit ${slowestMs.toFixed(1)} ms`,
    )
    await collector.stop()
    database.close()
  }, 300_000)
})
