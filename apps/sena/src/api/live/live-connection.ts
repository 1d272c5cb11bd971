import type { Channel, LiveUpdate, ServerMessage } from '@engawa/sena-client'
import { clientMessage } from '@engawa/sena-client/schemas'
import type { LiveFeed } from '../../live/live-feed.js'

/** The little that is needed of a WebSocket. */
export interface Socket {
  send(text: string): void
  close(code: number, reason: string): void
  terminate(): void
  ping(): void
  /** Bytes that wait for a slow reader. */
  readonly bufferedAmount: number
}

/** A reader that lets this much pile up is not reading: it would eat the memory of everyone else. */
const maxBufferedBytes = 1024 * 1024

/** Time for a closing message to leave before the connection is cut. */
const closingGraceMs = 1_000

type ClosingReason = Extract<ServerMessage, { type: 'closing' }>['reason']

/** Close codes as RFC 6455 and its registry have them. */
const closeCodes: Readonly<Record<ClosingReason, number>> = {
  shutdown: 1001,
  slow: 1008,
  too_many: 1013,
  protocol: 1007,
}

/** One follower of the live feed. */
export class LiveConnection {
  readonly #socket: Socket
  readonly #feed: LiveFeed
  readonly #heartbeatSeconds: number
  #stopListening: () => void = () => {}
  #heard = true
  #closing = false

  constructor(socket: Socket, feed: LiveFeed, heartbeatSeconds: number) {
    this.#socket = socket
    this.#feed = feed
    this.#heartbeatSeconds = heartbeatSeconds
  }

  /** What the client said. Anything else than the protocol ends the connection. */
  receive(text: string): void {
    if (this.#closing) return
    this.#heard = true
    const message = clientMessage.safeParse(parsed(text))
    if (!message.success) {
      this.close('protocol', 'This is not a message of the protocol.')
      return
    }
    if (message.data.type === 'ping') this.#send({ type: 'pong' })
    else this.#subscribe(message.data.channels, message.data.after, message.data.run_id)
  }

  /** A pong of the WebSocket itself counts as a word. */
  heard(): void {
    this.#heard = true
  }

  /** Called at every heartbeat: who was silent since the last one has gone. */
  beat(): void {
    if (!this.#heard) {
      this.#socket.terminate()
      return
    }
    this.#heard = false
    this.#socket.ping()
  }

  close(reason: ClosingReason, message: string): void {
    if (this.#closing) return
    this.#closing = true
    this.stop()
    this.#socket.send(JSON.stringify({ type: 'closing', reason, message } satisfies ServerMessage))
    this.#socket.close(closeCodes[reason], reason)
    // A peer that does not read does not answer the close either.
    setTimeout(() => this.#socket.terminate(), closingGraceMs).unref()
  }

  stop(): void {
    this.#stopListening()
  }

  #subscribe(channels: readonly Channel[], after: number | undefined, runId: string | undefined): void {
    this.#stopListening()
    const missed = after === undefined ? undefined : this.#feed.since(after, runId, channels)
    this.#send({
      type: 'welcome',
      run_id: this.#feed.runId,
      seq: this.#feed.seq,
      resumed: missed !== undefined,
      heartbeat_seconds: this.#heartbeatSeconds,
    })
    // Nothing can be published between this and `listen`: both happen in one go.
    for (const update of missed ?? []) this.#send(update)
    this.#stopListening = this.#feed.listen(channels, (update) => this.#send(update))
  }

  #send(message: ServerMessage | LiveUpdate): void {
    if (this.#closing) return
    if (this.#socket.bufferedAmount > maxBufferedBytes) {
      this.close('slow', 'Updates were not read fast enough. Connect again to go on from the last one.')
      return
    }
    this.#socket.send(JSON.stringify(message))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
