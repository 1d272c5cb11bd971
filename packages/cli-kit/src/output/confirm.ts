import type { Interface } from 'node:readline'
import { UserError } from '@engawa/core'
import type { CommandContext } from '../command.js'

export interface Question {
  /** `Delete the session "work" and its 12 messages?` */
  readonly text: string
  /** The flag that answers yes beforehand: `--yes`. */
  readonly flag: string
  /** What Enter means. No unless told. */
  readonly assume?: 'yes' | 'no'
}

/**
 * Ask on stderr, so that stdout stays the answer's alone.
 *
 * @throws UserError naming the flag where nobody can be asked: input or stderr is no terminal, or JSON was asked for
 */
export async function confirm(
  { stdin, stderr, format, signal }: Pick<CommandContext, 'stdin' | 'stderr' | 'format' | 'signal'>,
  { text, flag, assume = 'no' }: Question,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<boolean> {
  if (!stdin.isTty || !stderr.isTty || format === 'json') {
    throw new UserError(`this needs a yes: ${text}`, {
      code: 'usage/needs-confirmation',
      hint: `Add ${flag} to say yes beforehand.`,
    })
  }
  const { createInterface } = await import('node:readline')
  const lines = createInterface({ input, terminal: false })
  try {
    stderr.write(`${text} ${assume === 'yes' ? '[Y/n]' : '[y/N]'} `)
    const answer = (await firstLine(lines, signal)).trim().toLowerCase()
    return answer === '' ? assume === 'yes' : answer === 'y' || answer === 'yes'
  } finally {
    lines.close()
  }
}

/** The first line, or an empty one when the input ends before it. */
const firstLine = (lines: Interface, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    lines.once('line', resolve)
    lines.once('close', () => resolve(''))
  })
