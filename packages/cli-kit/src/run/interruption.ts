/** Why a command's signal was aborted. */
type Interruption = 'SIGINT' | 'SIGTERM' | 'EPIPE'

export interface Interrupter {
  readonly signal: AbortSignal
  readonly cause: Interruption | undefined
  interrupt(cause: Interruption): void
  /** Put the handlers on. Not before a command runs: it costs a millisecond, and help needs none. */
  listen(): void
  /** Take the handlers off again. */
  release(): void
}

/**
 * Turns Ctrl-C and `kill` into an aborted signal, so that a command can leave its state consistent.
 * The second Ctrl-C finds no handler any more and ends the process at once.
 */
export function createInterrupter(): Interrupter {
  const controller = new AbortController()
  let cause: Interruption | undefined
  const interrupt = (by: Interruption) => {
    release()
    if (cause !== undefined) return
    cause = by
    controller.abort(new DOMException(by === 'EPIPE' ? 'The reader has gone' : `Interrupted by ${by}`, 'AbortError'))
  }
  const onInt = () => interrupt('SIGINT')
  const onTerm = () => interrupt('SIGTERM')
  const release = () => {
    process.removeListener('SIGINT', onInt)
    process.removeListener('SIGTERM', onTerm)
  }
  return {
    signal: controller.signal,
    get cause() {
      return cause
    },
    interrupt,
    listen() {
      process.on('SIGINT', onInt)
      process.on('SIGTERM', onTerm)
    },
    release,
  }
}
