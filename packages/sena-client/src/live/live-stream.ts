import type { Channel, ClientMessage, ServerMessage } from '../api/types.js'

export type LiveState = 'connecting' | 'live' | 'offline' | 'closed'

/** A message with a number: everything but the connection's own. */
export type LiveUpdate = Extract<ServerMessage, { seq: number; data: unknown }>

/** Why the server ended a connection, when it said so. */
export type LiveClosing = Extract<ServerMessage, { type: 'closing' }>

export interface LiveStreamOptions {
  /** `ws://127.0.0.1:8000/ws/stream` */
  readonly url: string
  readonly channels: readonly Channel[]
  readonly onUpdate: (update: LiveUpdate) => void
  readonly onState: (state: LiveState) => void
  /** Updates were missed for good (the server started anew, or too much time passed): read the present state again. */
  readonly onGap: () => void
  /** The server is about to end the connection. Trying again goes on by itself. */
  readonly onClosing?: (closing: LiveClosing) => void
  /** The browser's and Node 22's own unless told. */
  readonly webSocket?: new (
    url: string,
  ) => WebSocket
  /** Milliseconds before a try to connect again, by number of failed tries. */
  readonly retryDelay?: (failures: number) => number
}

export interface LiveStream {
  close(): void
}

const defaultDelay = (failures: number) => Math.min(250 * 2 ** failures, 10_000) * (0.75 + Math.random() / 2)

/** Follows Sena's updates across lost connections: every update once, in order, or `onGap`. */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  const { url, channels, onUpdate, onState, onGap, retryDelay = defaultDelay } = options
  const WebSocketClass = options.webSocket ?? globalThis.WebSocket
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let watchdog: ReturnType<typeof setInterval> | undefined
  let heard = true
  let failures = 0
  let lastSeq = 0
  let runId: string | undefined
  let closed = false

  function connect() {
    onState('connecting')
    const current = new WebSocketClass(url)
    socket = current
    current.onopen = () => {
      const subscribe: ClientMessage = {
        type: 'subscribe',
        channels: [...channels],
        ...(runId === undefined ? {} : { after: lastSeq, run_id: runId }),
      }
      current.send(JSON.stringify(subscribe))
    }
    current.onmessage = ({ data }) => receive(JSON.parse(String(data)) as ServerMessage, current)
    current.onclose = () => {
      if (socket === current) retry()
    }
  }

  function receive(message: ServerMessage, from: WebSocket) {
    if (from !== socket) return
    heard = true
    switch (message.type) {
      case 'welcome': {
        const known = runId !== undefined
        if (known && !message.resumed) onGap()
        if (!message.resumed) lastSeq = message.seq
        runId = message.run_id
        failures = 0
        watch(from, message.heartbeat_seconds)
        onState('live')
        return
      }
      case 'pong':
        return
      case 'closing':
        options.onClosing?.(message)
        return
      default:
        // A resumed stream may repeat what was under way when the connection broke.
        if (message.seq <= lastSeq) return
        lastSeq = message.seq
        onUpdate(message)
    }
  }

  /** A connection that died without a word is found out by its silence. */
  function watch(current: WebSocket, heartbeatSeconds: number) {
    clearInterval(watchdog)
    watchdog = setInterval(() => {
      if (heard) {
        heard = false
        current.send(JSON.stringify({ type: 'ping' } satisfies ClientMessage))
      } else {
        current.close()
        if (socket === current) retry()
      }
    }, heartbeatSeconds * 1_000)
  }

  function retry() {
    socket = undefined
    clearInterval(watchdog)
    if (closed) return
    onState('offline')
    timer = setTimeout(connect, retryDelay(failures++))
  }

  connect()
  return {
    close() {
      closed = true
      clearTimeout(timer)
      clearInterval(watchdog)
      socket?.close()
      socket = undefined
      onState('closed')
    },
  }
}
