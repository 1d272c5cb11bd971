import type { CommandContext } from '@engawa/cli-kit'

const ctrlC = '\u0003'

/**
 * Do something that Ctrl-C stops, while the session goes on: the terminal hands the key over as a letter meanwhile.
 *
 * @param onTyped hears what else was typed, Enter included
 */
export async function interruptible<T>(
  outer: AbortSignal,
  onTyped: (text: string) => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const { stdin } = process
  const onData = (chunk: Buffer | string) => {
    const typed = chunk.toString()
    if (typed.includes(ctrlC)) controller.abort(new DOMException('Interrupted by Ctrl-C', 'AbortError'))
    // Keys that are no letters would be read as such later on.
    else onTyped(typed.replace(/\u001b\[?[\d;]*[ -/]*[@-~]?|[^\P{Cc}\r\n]/gu, ''))
  }
  stdin.setRawMode(true)
  stdin.on('data', onData)
  stdin.resume()
  try {
    return await work(AbortSignal.any([outer, controller.signal]))
  } finally {
    stdin.off('data', onData)
    stdin.pause()
    stdin.setRawMode(false)
  }
}

/** A context in which nobody is asked anything: what is typed meanwhile is no answer. */
export const unasked = (context: CommandContext, signal: AbortSignal): CommandContext => ({
  ...context,
  stdin: { ...context.stdin, isTty: false },
  signal,
})
