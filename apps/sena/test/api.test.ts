import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { ServerMessage } from '@engawa/sena-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createSenaHome, type SenaHome, type SenaProcess } from './sena-process.js'

let home: SenaHome
let sena: SenaProcess
beforeAll(async () => {
  home = await createSenaHome()
  sena = await home.start()
})
afterAll(() => home.remove())

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  sena.request(path, { method: 'POST', body, headers })

/** `fetch` chooses the `Host` header itself; an attacker's browser is told which to send. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(`${sena.url}/api/v1/sessions`, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

const streamUrl = () => `${sena.url.replace('http', 'ws')}/ws/stream`

/** Status with which the server refuses to talk WebSocket, or 101 when it agrees. */
async function upgradeStatus(headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(streamUrl(), { headers })
  const [outcome] = await Promise.race([
    once(socket, 'open').then(() => [101]),
    once(socket, 'unexpected-response').then(([, response]) => [response.statusCode]),
  ])
  socket.on('error', () => undefined)
  socket.terminate()
  return outcome
}

describe('requests that are refused', () => {
  test.each([
    ['no JSON', '{"mess', json, 400, 'api/malformed-json'],
    ['an empty body', '', json, 400, 'api/malformed-json'],
    ['an empty message', '{"message":""}', json, 422, 'api/invalid-request'],
    ['another type', '{"message":7}', json, 422, 'api/invalid-request'],
    ['null', 'null', json, 422, 'api/invalid-request'],
    ['an unknown field', '{"message":"x","evil":1}', json, 422, 'api/invalid-request'],
    ['a message that is too long', JSON.stringify({ message: 'x'.repeat(200_001) }), json, 422, 'api/invalid-request'],
    ['a body that is too large', JSON.stringify({ message: 'x'.repeat(7_000_000) }), json, 413, 'api/too-large'],
    ['a form', 'message=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'api/not-json'],
    [
      'a type that only begins like JSON',
      '{"message":"x"}',
      { 'content-type': 'application/jsonp' },
      415,
      'api/not-json',
    ],
  ])('%s', async (_, body, headers, status, code) => {
    const response = await post('/api/v1/chat', body, headers)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status, code, title: expect.any(String) })
  })

  test('every wrong field is named', async () => {
    const response = await post('/api/v1/chat', '{"message":"","mode":"huge"}')
    expect(await response.json()).toMatchObject({ errors: [{ path: 'message' }, { path: 'mode' }] })
  })

  test.each([
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v1/sessions/nobody/messages', 404],
    ['GET', '/api/v1/traces/nobody', 404],
    ['GET', '/api/v1/memory/search', 422],
    ['GET', '/api/v1/memory/search?query=x&k=1000', 422],
    ['GET', '/api/v1/memory?after=x', 400],
    ['GET', '/api/v1/traces?after=x', 400],
    ['GET', '/api/v1/sessions?after=x', 400],
    ['GET', '/api/v1/debug/logs?level=loud', 422],
    ['GET', '/api/v1/chat', 404],
    ['GET', '/..%2f..%2fetc%2fpasswd', 404],
  ])('%s %s', async (method, path, status) => {
    const response = await sena.request(path, { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status })
  })

  test('an unknown extension or memory', async () => {
    await expect(sena.client.extensions.toggle('nobody', true)).rejects.toMatchObject({ status: 404 })
    await expect(sena.client.memory.edit('nobody', 'x')).rejects.toMatchObject({ status: 404 })
    expect(await sena.client.memory.delete('nobody')).toMatchObject({ deleted: false })
  })

  test('no answer holds a stack', async () => {
    const response = await post('/api/v1/chat', '{"mess')
    expect(await response.text()).not.toMatch(/\bat .*\.(c?js|ts):\d+/)
  })
})

describe('who may talk to Sena', () => {
  test('a page that points its own name at this machine may not', async () => {
    expect(await statusWithHost('evil.example')).toBe(421)
    expect(await statusWithHost('localhost:1234')).toBe(200)
  })

  test('pages of other origins may not, over HTTP and WebSocket', async () => {
    const origin = 'https://evil.example'
    expect((await post('/api/v1/chat', '{"message":"x"}', { ...json, origin })).status).toBe(403)
    expect(await upgradeStatus({ origin })).toBe(403)
    expect(await upgradeStatus({ host: 'evil.example' })).toBe(421)
  })

  test('pages of this machine and programs may', async () => {
    expect(await upgradeStatus({ origin: 'http://localhost:3000' })).toBe(101)
    expect(await upgradeStatus({})).toBe(101)
  })

  test('no answer lets other origins read it', async () => {
    const response = await sena.request('/api/v1/health', { headers: { origin: 'http://localhost:3000' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('sessions and memory', () => {
  test('a session is listed, renamed, hidden and brought back', async () => {
    const { session_id } = await sena.client.chat.send({ message: 'I planted beans.' })
    await sena.client.sessions.rename(session_id, 'Garden')
    const titles = async () => (await sena.client.sessions.list()).sessions.map(({ title }) => title)
    expect(await titles()).toContain('Garden')
    await sena.client.sessions.delete(session_id)
    expect(await titles()).not.toContain('Garden')
    await expect(sena.client.chat.send({ message: 'And peas.', session_id })).rejects.toMatchObject({ status: 409 })
    await sena.client.sessions.restore(session_id)
    expect(await titles()).toContain('Garden')
    expect((await sena.client.sessions.messages(session_id)).messages).toHaveLength(2)
  })

  test('pages of messages give every message once', async () => {
    for (const n of [1, 2, 3]) await sena.client.chat.send({ message: `Bean ${n} is up.`, session_id: 'paged' })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await sena.client.sessions.messages('paged', { limit: 4, ...(after === null ? {} : { after }) })
      seen.unshift(...page.messages.map(({ id }) => id))
      after = page.next_cursor
    } while (after !== null)
    const all = await sena.client.sessions.messages('paged', { limit: 100 })
    expect(seen).toEqual(all.messages.map(({ id }) => id))
    expect(seen).toHaveLength(6)
  })

  test('a memory is added, found, corrected and forgotten', async () => {
    const added = await sena.client.memory.add({ content: 'The boiler is serviced in March.' })
    expect((await sena.client.memory.search('boiler')).results[0]).toMatchObject({ id: added.id })
    const edited = await sena.client.memory.edit(added.id, 'The boiler is serviced in April.')
    await expect(sena.client.memory.edit(added.id, 'x')).rejects.toMatchObject({ status: 409 })
    expect((await sena.client.memory.search('boiler')).results.map(({ id }) => id)).toEqual([edited.id])
    expect(await sena.client.memory.delete(edited.id)).toMatchObject({ deleted: true })
    expect((await sena.client.memory.search('boiler')).results).toEqual([])
  })
})

describe('the live stream', () => {
  async function open() {
    const socket = new WebSocket(streamUrl())
    const messages: ServerMessage[] = []
    socket.on('message', (data) => messages.push(JSON.parse(String(data))))
    await once(socket, 'open')
    return {
      socket,
      messages,
      say: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      async next(): Promise<ServerMessage | undefined> {
        while (messages.length === 0) await once(socket, 'message')
        return messages.shift()
      },
    }
  }

  test('gives what was missed, once, in order', async () => {
    const first = await open()
    first.say({ type: 'subscribe', channels: ['processing'] })
    const welcome = await first.next()
    if (welcome?.type !== 'welcome') throw new Error('no welcome')
    expect(welcome.resumed).toBe(false)
    first.socket.terminate()
    await sena.client.chat.send({ message: 'I planted leeks.' })

    const again = await open()
    again.say({ type: 'subscribe', channels: ['processing'], after: welcome.seq, run_id: welcome.run_id })
    expect(await again.next()).toMatchObject({ type: 'welcome', resumed: true })
    const types = []
    const numbers = []
    for (let n = 0; n < 12; n++) {
      const update = await again.next()
      types.push(update?.type)
      if (update !== undefined && 'seq' in update) numbers.push(update.seq)
    }
    expect([types[0], types.at(-1)]).toEqual(['turn_started', 'turn_finished'])
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    again.socket.terminate()

    const stranger = await open()
    stranger.say({ type: 'subscribe', channels: ['processing'], after: 1, run_id: 'another run' })
    expect(await stranger.next()).toMatchObject({ type: 'welcome', resumed: false })
    stranger.socket.terminate()
  })

  test('answers a ping', async () => {
    const { say, next, socket } = await open()
    say({ type: 'ping' })
    expect(await next()).toEqual({ type: 'pong' })
    socket.terminate()
  })

  test.each(['not JSON', '{"type":"subscribe","channels":["secrets"]}', '{"type":"shout"}', '[]'])(
    'ends a connection that says %j',
    async (words) => {
      const { say, next, socket } = await open()
      say(words)
      expect(await next()).toMatchObject({ type: 'closing', reason: 'protocol' })
      await once(socket, 'close')
    },
  )

  test('ends a connection that sends far too much', async () => {
    const { say, socket } = await open()
    socket.on('error', () => undefined)
    say('x'.repeat(1_000_000))
    const [code] = await once(socket, 'close')
    expect([1006, 1009]).toContain(code)
  })

  test('has room for ten, and says so to the eleventh', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, open))
    expect((await sena.client.debug.state()).connections).toBe(10)
    const eleventh = await open()
    expect(await eleventh.next()).toMatchObject({ type: 'closing', reason: 'too_many' })
    for (const { socket } of ten) socket.terminate()
  })
})
