import { exitCodes, UserError } from '@engawa/core'
import type { CommandContext } from '../command.js'

/** What is needed of a terminal to read from it unseen. */
export interface HiddenInput {
  setRawMode(raw: boolean): unknown
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  on(event: 'end', listener: () => void): unknown
  off(event: 'data', listener: (chunk: Buffer) => void): unknown
  off(event: 'end', listener: () => void): unknown
  resume(): unknown
  pause(): unknown
}

/**
 * Ask on stderr for something that nobody may see, and show nothing of what is typed.
 *
 * @returns undefined where nobody can be asked: input or stderr is no terminal, or JSON was asked for
 * @throws UserError with exit code 130 on Ctrl-C, which a terminal in this mode hands over as a letter
 */
export async function askHidden(
  { stdin, stderr, format }: Pick<CommandContext, 'stdin' | 'stderr' | 'format'>,
  text: string,
  input: HiddenInput = process.stdin,
): Promise<string | undefined> {
  if (!stdin.isTty || !stderr.isTty || format === 'json') return undefined
  stderr.write(`${text} `)
  input.setRawMode(true)
  try {
    return await typedLine(input)
  } finally {
    input.setRawMode(false)
    input.pause()
    stderr.write('\n')
  }
}

const typedLine = (input: HiddenInput): Promise<string> =>
  new Promise((resolve, reject) => {
    const decoder = new TextDecoder()
    let line: readonly string[] = []
    const done = (settle: () => void) => {
      input.off('data', onData)
      input.off('end', onEnd)
      settle()
    }
    const onEnd = () => done(() => resolve(line.join('')))
    const onData = (chunk: Buffer) => {
      const typed = decoder.decode(chunk, { stream: true })
      // An arrow or function key.
      if (typed.startsWith('\u001b')) return
      for (const letter of typed) {
        if (letter === '\u0003') return done(() => reject(interrupted()))
        if (letter === '\r' || letter === '\n' || letter === '\u0004') return done(() => resolve(line.join('')))
        if (letter === '\u007f' || letter === '\b') line = line.slice(0, -1)
        else if (letter === '\u0015') line = []
        else line = [...line, letter]
      }
    }
    input.on('data', onData)
    input.on('end', onEnd)
    input.resume()
  })

const interrupted = () => new UserError('interrupted', { code: 'interrupted', exitCode: exitCodes.interrupted })
