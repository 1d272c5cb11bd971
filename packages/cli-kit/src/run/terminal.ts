import { fstatSync, writeSync } from 'node:fs'
import { StorageError } from '@engawa/core'
import type { Terminal } from '../command.js'

/** Code of the error when standard output can't be written. */
export const outputFailedCode = 'storage/output'

export interface TerminalOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly noColor: boolean
  /** Called once when the reader has gone. */
  readonly onClosed?: () => void
}

/**
 * A terminal, file or pipe that is written to at once. Not `process.stdout`, whose making costs more than a short
 * command's whole work; written data is out when a write returns, so nothing is lost when the process ends.
 */
export function openTerminal(fd: 1 | 2, { env, noColor, onClosed }: TerminalOptions): Terminal {
  let closed = false
  return {
    // Asked only when somebody wants to know: a plain text answer doesn't, and finding out loads a part of Node.
    get isTty() {
      return isTerminal(fd)
    },
    get color() {
      return !noColor && wantsColor(env, isTerminal(fd))
    },
    get width() {
      return isTerminal(fd) ? widthOf(fd, env) : 80
    },
    write(text) {
      if (closed || text === '') return
      try {
        writeAll(fd, Buffer.from(text, 'utf8'))
      } catch (error) {
        // A reader that leaves (`| head`) ends the output; a stderr that is closed must not hide the command's result.
        closed = true
        if (!isGone(error) && fd === 1) throw outputFailed(error)
        onClosed?.()
      }
    },
  }
}

/** The answer could not be written: a full disk behind `> file`. */
const outputFailed = (cause: unknown) =>
  new StorageError(`could not write the answer: ${cause instanceof Error ? cause.message : String(cause)}`, {
    code: outputFailedCode,
    cause,
    hint: 'Look at where standard output goes: the disk may be full.',
  })

const isGone = (error: unknown) =>
  ['EPIPE', 'ECONNRESET', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')

/** A pipe that another process set to non-blocking says "again" while it is full. */
function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/**
 * Terminals are character devices: a pipe or a file is told apart without loading `node:tty`.
 *
 * `bigint` matters: after a plain `fstat` of a pipe Node 20 stops following links when it resolves the next module
 * (its `realpath` looks at what the last `stat` left behind), and dependencies in a linked `node_modules` get lost.
 */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd, { bigint: true }).isCharacterDevice() && process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    return false
  }
}

function widthOf(fd: 1 | 2, env: TerminalOptions['env']): number {
  const stream = fd === 1 ? process.stdout : process.stderr
  const columns = stream.columns || Number(env.COLUMNS)
  return Number.isInteger(columns) && columns > 0 ? columns : 80
}

/** As Node itself decides: FORCE_COLOR wins over NO_COLOR, which wins over the terminal. */
function wantsColor(env: TerminalOptions['env'], terminal: boolean): boolean {
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if ((env.NO_COLOR ?? '') !== '') return false
  return terminal && env.TERM !== 'dumb'
}
