import { type CommandContext, neutralise } from '@engawa/cli-kit'

/** Shows an answer while it arrives, or not at all until it is whole. */
export function answerPrinter(
  { format, stdout }: Pick<CommandContext, 'format' | 'stdout'>,
  { stream }: { stream: boolean },
) {
  const streams = stream && format === 'text'
  let last = ''
  return {
    /** The answer is on stdout already when it is complete. */
    streams,
    write(text: string): void {
      if (!streams) return
      last = text.at(-1) ?? last
      stdout.write(neutralise(text))
    },
    /** Also after a break: what comes next starts on a line of its own. */
    end(): void {
      if (streams && last !== '' && last !== '\n') stdout.write('\n')
    },
    complete: (text: string): string => neutralise(text),
  }
}
