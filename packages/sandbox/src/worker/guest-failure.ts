import type { FailureKind } from '../protocol.js'

/** How a run ended when it did not end well. */
export class GuestFailure extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string) {
    super(message)
    this.kind = kind
  }
}

export interface Circumstances {
  readonly timedOut: boolean
  /** The guest's memory has been as large as it may be at some time. */
  readonly memoryGrown: boolean
}

/** Put the right name to what the guest, QuickJS, or the WebAssembly below it reports. */
export function guestFailure(thrown: unknown, { timedOut, memoryGrown }: Circumstances): GuestFailure {
  if (thrown instanceof GuestFailure && thrown.kind !== 'threw') return thrown
  const message = messageOf(thrown)
  if (timedOut || message.endsWith('interrupted')) return new GuestFailure('timeout', message)
  // With nothing left to build an error from, QuickJS throws null.
  const nullForWant = memoryGrown && message === 'threw null'
  if (nullForWant || /out of memory|string too long|memory access out of bounds/.test(message)) {
    return new GuestFailure('memory', 'the extension used all the memory it may use')
  }
  if (/Maximum call stack/.test(message)) return new GuestFailure('threw', 'InternalError: stack overflow')
  return new GuestFailure('threw', message.slice(0, 2_000))
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof GuestFailure) return thrown.message
  if (typeof thrown !== 'object' || thrown === null) return `threw ${String(thrown)}`
  const { name, message } = thrown as { name?: unknown; message?: unknown }
  return `${String(name)}: ${String(message)}`
}
