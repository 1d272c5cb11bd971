import { StorageError } from '@engawa/core'
import type { Terminal } from '../command.js'
import { isTerminal, wantsColor, widthOf } from '../output/terminal-traits.js'
import { writeAll } from '../output/write-all.js'

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
      return !noColor && wantsColor(env, fd)
    },
    get width() {
      return widthOf(fd, env)
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
