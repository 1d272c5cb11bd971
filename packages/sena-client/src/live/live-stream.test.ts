import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket as NodeWebSocket, type WebSocket, WebSocketServer } from 'ws'
import type { ServerMessage } from '../api/types.js'
import { type LiveState, type LiveStream, openLiveStream } from './live-stream.js'

/** A server of the documented protocol that the test drives by hand. */
async function scriptedServer(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  await once(server, 'listening')
  const send = (socket: WebSocket, message: ServerMessage) => socket.send(JSON.stringify(message))
  return {
    port: (server.address() as AddressInfo).port,
    /** The next connection and what it subscribed to. */
    async accept(): Promise<{ socket: WebSocket; subscribe: unknown }> {
      const [socket] = (await once(server, 'connection')) as [WebSocket]
      const [data] = await once(socket, 'message')
      return { socket, subscribe: JSON.parse(String(data)) }
    },
    send,
    async stop() {
      for (const client of server.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const welcome = (seq: number, resumed: boolean, run_id = 'run-1'): ServerMessage => ({
  type: 'welcome',
  run_id,
  seq,
  resumed,
  heartbeat_seconds: 30,
})
const metric = (seq: number): ServerMessage => ({
  seq,
  type: 'telemetry',
  data: { name: 'n', value: seq, timestamp: '2026-01-01T00:00:00.000Z' },
})

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close()
})

function follow(port: number) {
  const seen: number[] = []
  const states: LiveState[] = []
  let gaps = 0
  let wake = () => {}
  const changed = () => wake()
  const stream: LiveStream = openLiveStream({
    url: `ws://127.0.0.1:${port}/ws/stream`,
    channels: ['telemetry'],
    webSocket: NodeWebSocket as unknown as new (url: string) => globalThis.WebSocket,
    retryDelay: () => 5,
    onUpdate: ({ seq }) => {
      seen.push(seq)
      changed()
    },
    onState: (state) => {
      states.push(state)
      changed()
    },
    onGap: () => {
      gaps++
      changed()
    },
  })
  open.push(stream)
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => (wake = resolve))
  }
  return { seen, states, until, gaps: () => gaps, stream }
}

describe('openLiveStream', () => {
  it('takes up where a lost connection broke off, each update once', async () => {
    const server = await scriptedServer()
    open.push({ close: server.stop })
    const first = server.accept()
    const client = follow(server.port)
    const one = await first
    expect(one.subscribe).toEqual({ type: 'subscribe', channels: ['telemetry'] })
    server.send(one.socket, welcome(4, false))
    server.send(one.socket, metric(5))
    await client.until(() => client.seen.length === 1)

    const second = server.accept()
    one.socket.terminate()
    const two = await second
    expect(two.subscribe).toEqual({ type: 'subscribe', channels: ['telemetry'], after: 5, run_id: 'run-1' })
    server.send(two.socket, welcome(7, true))
    for (const seq of [5, 6, 7]) server.send(two.socket, metric(seq))
    await client.until(() => client.seen.length === 3)
    expect(client.seen).toEqual([5, 6, 7])
    expect(client.gaps()).toBe(0)
    expect(client.states).toEqual(['connecting', 'live', 'offline', 'connecting', 'live'])
  })

  it('says that something is missing when the server started anew', async () => {
    const server = await scriptedServer()
    const first = server.accept()
    const client = follow(server.port)
    server.send((await first).socket, welcome(90, false))
    await client.until(() => client.states.includes('live'))
    await server.stop()
    await client.until(() => client.states.at(-1) === 'offline')

    const reborn = await scriptedServer(server.port)
    open.push({ close: reborn.stop })
    const { socket, subscribe } = await reborn.accept()
    expect(subscribe).toMatchObject({ after: 90, run_id: 'run-1' })
    reborn.send(socket, welcome(0, false, 'run-2'))
    reborn.send(socket, metric(1))
    await client.until(() => client.seen.length === 1)
    expect(client.gaps()).toBe(1)
    expect(client.seen).toEqual([1])
  })

  it('connects no more once it is closed', async () => {
    const server = await scriptedServer()
    open.push({ close: server.stop })
    const first = server.accept()
    const client = follow(server.port)
    const { socket } = await first
    const gone = once(socket, 'close')
    client.stream.close()
    await gone
    expect(client.states.at(-1)).toBe('closed')
  })
})
