import type { ServerMessage } from '@engawa/sena-client'
import { expect, test } from 'vitest'
import { LiveFeed } from '../../live/live-feed.js'
import { LiveConnection, type Socket } from './live-connection.js'

/** A socket that the test reads; `bufferedAmount` is what its peer has not read. */
class ReadSocket implements Socket {
  readonly sent: ServerMessage[] = []
  bufferedAmount = 0
  closed: number | undefined
  terminated = false
  pings = 0
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close(code: number) {
    this.closed = code
  }
  terminate() {
    this.terminated = true
  }
  ping() {
    this.pings += 1
  }
}

function subscribed() {
  const feed = new LiveFeed()
  const socket = new ReadSocket()
  const connection = new LiveConnection(socket, feed, 30)
  connection.receive(JSON.stringify({ type: 'subscribe', channels: ['telemetry'] }))
  const publish = () =>
    feed.publish({ type: 'telemetry', data: { name: 'n', value: 1, timestamp: '2026-01-01T00:00:00.000Z' } })
  return { feed, socket, connection, publish }
}

test('a reader that does not keep up is dropped with a notice, and hears nothing more', () => {
  const { socket, publish } = subscribed()
  publish()
  socket.bufferedAmount = 2_000_000
  publish()
  publish()

  expect(socket.sent.map(({ type }) => type)).toEqual(['welcome', 'telemetry', 'closing'])
  expect(socket.sent.at(-1)).toMatchObject({ reason: 'slow' })
  expect(socket.closed).toBe(1008)
})

test('who is silent for a heartbeat has gone; a pong is a word', () => {
  const { socket, connection } = subscribed()
  connection.beat()
  connection.heard()
  connection.beat()
  expect(socket.terminated).toBe(false)
  expect(socket.pings).toBe(2)
  connection.beat()
  expect(socket.terminated).toBe(true)
})

test('everyone is told when the server goes; nothing is taken afterwards', () => {
  const { socket, connection, publish } = subscribed()
  connection.close('shutdown', 'Sena is shutting down.')
  connection.receive(JSON.stringify({ type: 'subscribe', channels: ['telemetry'] }))
  publish()
  expect(socket.sent.map(({ type }) => type)).toEqual(['welcome', 'closing'])
  expect(socket.closed).toBe(1001)
})

test('a second subscription takes the place of the first', () => {
  const { socket, connection, publish } = subscribed()
  connection.receive(JSON.stringify({ type: 'subscribe', channels: ['logs'] }))
  publish()
  expect(socket.sent.map(({ type }) => type)).toEqual(['welcome', 'welcome'])
})
