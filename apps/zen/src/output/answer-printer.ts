import { type CommandContext, neutralise } from '@engawa/cli-kit'
import { type MarkdownWriter, terminalMarkdown } from './markdown/terminal-markdown.js'

/**
 * Shows an answer while it arrives, or not at all until it is whole: on a terminal with colours as markdown is meant,
 * elsewhere as it is.
 */
export function answerPrinter(
  { format, stdout }: Pick<CommandContext, 'format' | 'stdout'>,
  { stream }: { stream: boolean },
) {
  const streams = stream && format === 'text'
  // Asked for with the first word: finding out what a terminal is loads a part of Node.
  let writer: MarkdownWriter | undefined
  let held = ''
  let last = ''
  const show = (text: string): void => {
    last = text.at(-1) ?? last
    stdout.write(text)
  }
  return {
    /** The answer is on stdout already when it is complete. */
    streams,
    write(text: string): void {
      if (!streams) return
      writer ??= writerFor(stdout)
      // A line end may come in two pieces; half of it would be shown as a control character.
      const whole = held + text
      held = whole.endsWith('\r') ? '\r' : ''
      show(writer.write(neutralise(whole.slice(0, whole.length - held.length))))
    },
    /** Also after a break: what comes next starts on a line of its own. */
    end(): void {
      if (!streams || writer === undefined) return
      show(writer.write(neutralise(held)) + writer.end())
      held = ''
      if (last !== '' && last !== '\n') stdout.write('\n')
      writer = undefined
      last = ''
    },
    complete(text: string): string {
      const whole = writerFor(stdout)
      return whole.write(neutralise(text)) + whole.end()
    },
  }
}

const asItIs: MarkdownWriter = { write: (text) => text, end: () => '' }

const writerFor = (stdout: CommandContext['stdout']): MarkdownWriter =>
  stdout.isTty && stdout.color ? terminalMarkdown(() => stdout.width) : asItIs
