import { type RedisService, startRedis, waitUntil, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeForgeToken } from './fake-secret.js'
import { type Followed, follow } from './follow.js'
import { createSenaHome, type SenaHome, type SenaProcess } from './sena-process.js'

const timeoutMs = 30_000

withService(describe, 'redis')('two Senas with one Redis', () => {
  let redis: RedisService
  const homes: SenaHome[] = []
  const senas: SenaProcess[] = []
  const watchers: Followed[] = []

  beforeAll(async () => {
    redis = await startRedis()
    for (const _ of ['one', 'other']) {
      const home = await createSenaHome({ SENA_REDIS_URL: redis.url })
      homes.push(home)
      const sena = await home.start()
      senas.push(sena)
      watchers.push(await follow(sena))
    }
    await bothShare()
  }, 60_000)
  afterAll(async () => {
    for (const watcher of watchers) watcher.close()
    for (const home of homes) await home.remove()
    await redis.stop()
  })

  const statusOf = async (sena: SenaProcess) =>
    (await sena.client.health()).components.find(({ name }) => name === 'live')?.status
  const bothShare = () =>
    waitUntil('both share', async () => (await Promise.all(senas.map(statusOf))).every((status) => status === 'ok'), {
      timeoutMs,
    })
  /** Ask one Sena, and wait until the watcher of the other has seen the turn's end. */
  async function askAndSee(message: string, session_id: string): Promise<Followed> {
    const [one] = senas
    const [, other] = watchers
    if (one === undefined || other === undefined) throw new Error('not started')
    await one.client.chat.send({ message, session_id })
    await waitUntil(
      'the other has seen it',
      () =>
        other.updates.some(
          (update) => update.type === 'event' && JSON.stringify(update.data).includes(`"session_id":"${session_id}"`),
        ),
      { timeoutMs },
    )
    return other
  }

  it('show the watchers of one what happens in the other, once and in order, and no secret', async () => {
    const secret = fakeForgeToken()
    const stranger = new Redis(redis.url)
    const heard: string[] = []
    stranger.on('message', (_, text) => heard.push(text))
    await stranger.subscribe('sena:live')
    const other = await askAndSee(`Remember that my key is ${secret}`, 'shared')
    stranger.disconnect()
    const types = other.updates.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['turn_started', 'processing_update', 'turn_finished', 'event']))
    expect(types.filter((type) => type === 'turn_started')).toHaveLength(1)
    expect(types.indexOf('turn_started')).toBeLessThan(types.indexOf('turn_finished'))
    const numbers = other.updates.map(({ seq }) => seq)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.join('')).not.toContain(secret)
    // What comes from the other is not sent back.
    expect(watchers[0]?.updates.filter(({ type }) => type === 'turn_started')).toHaveLength(1)
  }, 60_000)

  it('go on alone while Redis is away, say so, and share again when it is back', async () => {
    const [one] = senas
    await redis.kill()
    await waitUntil('it is noticed', async () => one !== undefined && (await statusOf(one)) === 'failed', { timeoutMs })
    expect(await one?.client.chat.send({ message: 'Still there?', session_id: 'alone' })).toMatchObject({
      response: expect.any(String),
    })
    await redis.restart()
    await bothShare()
    // The subscription comes back a moment after the connection.
    await waitUntil(
      'they see each other',
      async () => {
        const session = `back-${watchers[1]?.updates.length}`
        await one?.client.chat.send({ message: 'And now?', session_id: session })
        return watchers[1]?.updates.some((update) => JSON.stringify(update).includes(session)) === true
      },
      { timeoutMs },
    )
  }, 120_000)
})
