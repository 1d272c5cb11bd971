import { behindTorn, fencing } from './fence.js'
import type { Placed } from './log-reader.js'
import type { LogState } from './log-state.js'
import { encodeRecord, type LogRecord, type MessagesRecord, type SessionRecord } from './record.js'

/** What has to be known of the records that a log already has. */
export interface Past {
  recordOf(key: string): MessagesRecord | undefined
  hasId(id: string): boolean
}

/**
 * Records about to be written together. It sees the log as it will be: what comes later in the same write already
 * finds what came before.
 */
export class LogDraft {
  readonly #past: Past
  readonly #isBehindTorn: boolean
  readonly #chunks: Buffer[] = []
  readonly records: Placed[] = []
  #state: LogState
  #end: number

  /**
   * @param start where the records will be
   * @param isBehindTorn whether the line before them was cut off
   */
  constructor(state: LogState, start: number, past: Past, isBehindTorn: boolean) {
    this.#state = state
    this.#end = start
    this.#past = past
    this.#isBehindTorn = isBehindTorn
  }

  get state(): LogState {
    return this.#state
  }

  /** Size of the log once this is written. */
  get end(): number {
    return this.#end
  }

  get isEmpty(): boolean {
    return this.records.length === 0
  }

  /** From the end of the log as it is. */
  bytes(): Buffer {
    const [only] = this.#chunks
    const lines = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks)
    return this.#isBehindTorn ? behindTorn(lines) : lines
  }

  putSession(record: Omit<SessionRecord, 'type' | 'last'>): void {
    const start = this.#put({ type: 'session', last: this.#state.last, ...record })
    this.#state = { ...this.#state, header: record.session, head: start, active: record.active }
  }

  putMessages(record: Omit<MessagesRecord, 'type' | 'head'>): MessagesRecord {
    const complete: MessagesRecord = { type: 'messages', head: this.#state.head, ...record }
    this.#put(complete)
    this.#state = { ...this.#state, last: record.last, active: record.at }
    return complete
  }

  recordOf(key: string): MessagesRecord | undefined {
    const drafted = this.#drafted().find((record) => record.key === key)
    return drafted ?? this.#past.recordOf(key)
  }

  hasId(id: string): boolean {
    return this.#drafted().some(({ messages }) => messages.some((one) => one.id === id)) || this.#past.hasId(id)
  }

  #put(record: LogRecord): number {
    const line = encodeRecord(this.isEmpty && this.#isBehindTorn ? fencing(record) : record)
    const start = this.#end
    this.#chunks.push(line)
    this.#end += line.length
    this.records.push({ record, start, end: this.#end })
    return start
  }

  #drafted(): MessagesRecord[] {
    return this.records.flatMap(({ record }) => (record.type === 'messages' ? [record] : []))
  }
}
