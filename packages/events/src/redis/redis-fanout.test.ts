import type { JsonObject } from '@engawa/core'
import { type RedisService, startRedis, waitUntil, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { vouched } from '../../test/vouched.js'
import { createRedisFanout } from './redis-fanout.js'

withService(describe, 'redis')('several instances with one Redis', () => {
  let server: RedisService
  const clients: Redis[] = []

  beforeAll(async () => {
    server = await startRedis()
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect()
  })
  afterAll(() => server.stop())

  const connect = () => {
    const client = new Redis(server.url, { retryStrategy: () => 50 })
    client.on('error', () => undefined)
    clients.push(client)
    return client
  }

  async function instance(channel = 'test') {
    const heard: JsonObject[] = []
    const errors: unknown[] = []
    const fanout = await createRedisFanout({
      publisher: connect(),
      subscriber: connect(),
      channel,
      onMessage: (message) => heard.push(message),
      onError: (error) => errors.push(error),
    })
    return { fanout, heard, errors }
  }

  it('hear each other, in order, and not themselves', async () => {
    const [one, two, three] = [await instance(), await instance(), await instance()]
    for (const number of [1, 2, 3]) one.fanout.send(vouched({ number, text: 'ünï 🏯' }))
    two.fanout.send(vouched({ number: 4 }))
    await waitUntil('all is heard', () => two.heard.length >= 3 && three.heard.length >= 4 && one.heard.length >= 1)
    expect(two.heard).toEqual([1, 2, 3].map((number) => ({ number, text: 'ünï 🏯' })))
    expect(one.heard).toEqual([{ number: 4 }])
    expect([...one.errors, ...two.errors, ...three.errors]).toEqual([])
  })

  it('send only what has passed the filter', async () => {
    const [one, two] = [await instance('filtered'), await instance('filtered')]
    const forged = { ...vouched({ secret: 'word' }) }
    Reflect.deleteProperty(forged, Symbol.for('@engawa/redacted'))
    one.fanout.send(forged)
    one.fanout.send(vouched({ fine: true }))
    await waitUntil('the other is heard', () => two.heard.length >= 1)
    expect(two.heard).toEqual([{ fine: true }])
    expect(one.errors).toMatchObject([{ code: 'filter/not-redacted' }])
  })

  it('are not disturbed by what others say on their channel, nor told of it in full', async () => {
    const one = await instance('shared')
    const stranger = connect()
    for (const text of ['hunter2 {', '[]', '{"message":"hunter2"}', 'null']) await stranger.publish('shared', text)
    await waitUntil('all are met', () => one.errors.length >= 4)
    expect(one.heard).toEqual([])
    expect(JSON.stringify(one.errors.map(String))).not.toContain('hunter2')
  })

  it('hear each other again when Redis was away', async () => {
    const [one, two] = [await instance('away'), await instance('away')]
    await server.restart()
    await waitUntil('they hear each other', () => {
      one.fanout.send(vouched({ again: true }))
      return two.heard.length > 0
    })
  })

  it('hear no more after they have closed', async () => {
    const [one, two] = [await instance('closed'), await instance('closed')]
    await two.fanout.close()
    const three = await instance('closed')
    one.fanout.send(vouched({ number: 1 }))
    await waitUntil('the third has heard', () => three.heard.length >= 1)
    expect(two.heard).toEqual([])
  })
})
