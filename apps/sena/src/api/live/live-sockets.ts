import type { WebSocketLike } from '@hono/node-server'
import type { WSEvents } from 'hono/ws'
import { WebSocket } from 'ws'
import type { LiveFeed } from '../../live/live-feed.js'
import { LiveConnection } from './live-connection.js'

export interface LiveSocketsOptions {
  readonly feed: LiveFeed
  readonly heartbeatSeconds: number
  readonly maxConnections: number
}

/** Everyone who follows the live feed. */
export class LiveSockets {
  readonly #options: LiveSocketsOptions
  readonly #connections = new Set<LiveConnection>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(options: LiveSocketsOptions) {
    this.#options = options
    this.#heartbeat = setInterval(() => {
      for (const connection of this.#connections) connection.beat()
    }, options.heartbeatSeconds * 1_000)
    this.#heartbeat.unref()
  }

  get count(): number {
    return this.#connections.size
  }

  /** What happens on one new connection. */
  readonly accept = (): WSEvents<WebSocketLike> => {
    let connection: LiveConnection | undefined
    return {
      onOpen: (_event, { raw }) => {
        // Always: the server that was handed to Hono is one of `ws`.
        if (raw instanceof WebSocket) connection = this.#open(raw)
      },
      onMessage: ({ data }) => connection?.receive(typeof data === 'string' ? data : ''),
      onClose: () => {
        connection?.stop()
        if (connection !== undefined) this.#connections.delete(connection)
      },
    }
  }

  /** Everyone is told why before the server goes. */
  close(): void {
    clearInterval(this.#heartbeat)
    for (const connection of this.#connections) connection.close('shutdown', 'Sena is shutting down.')
  }

  #open(socket: WebSocket): LiveConnection {
    const { feed, heartbeatSeconds, maxConnections } = this.#options
    const connection = new LiveConnection(socket, feed, heartbeatSeconds)
    socket.on('pong', () => connection.heard())
    if (this.#connections.size >= maxConnections) {
      connection.close(
        'too_many',
        `There are ${maxConnections} connections already: close one, or raise api.websocket.max_connections.`,
      )
      return connection
    }
    this.#connections.add(connection)
    return connection
  }
}
