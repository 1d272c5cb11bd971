import { createInterface, type Interface } from 'node:readline'
import type { TypedHistory } from './typed-history.js'

export interface MessageReader {
  /**
   * What a person types until they send it. Undefined: they are done (Ctrl-D).
   *
   * It goes over several lines where a line ends in `\`, between two lines of `"""`, with Alt-Enter, and when it is
   * pasted.
   */
  read(prompt: string): Promise<string | undefined>
  /** Typed before it was asked for: stands there with the next prompt. */
  typeAhead(text: string): void
}

export interface ReaderOptions {
  readonly history: TypedHistory
  readonly complete: (line: string) => Promise<readonly string[]>
  /** Called when Ctrl-C is pressed on an empty line. */
  readonly onEmptyInterrupt: () => void
}

const pasteOn = '\u001b[?2004h'
const pasteOff = '\u001b[?2004l'
const nextLine = '… '

interface Key {
  readonly name?: string
  readonly meta?: boolean
}

/** Reads from the terminal that this process has. */
export function messageReader({ history, complete, onEmptyInterrupt }: ReaderOptions): MessageReader {
  let ahead = ''
  return {
    typeAhead(text) {
      ahead += text
    },
    read: (prompt) =>
      new Promise((resolve) => {
        const lines: string[] = []
        let isBlock = false
        let isPasting = false
        const reader = createInterface({
          input: process.stdin,
          output: process.stdout,
          terminal: true,
          history: [...history.entries],
          historySize: 1_000,
          removeHistoryDuplicates: true,
          completer: (line: string, done: (error: null, found: [string[], string]) => void) => {
            void complete(line).then((found) => done(null, [[...found], line]))
          },
        })
        const finish = (text: string | undefined) => {
          // The reader says that it is closed when it is closed here, too.
          resolve(text)
          process.stdin.off('keypress', onKey)
          process.stdout.write(pasteOff)
          reader.close()
        }
        const goOn = () => ask(reader, nextLine)
        const onKey = (_: string | undefined, { name, meta }: Key = {}) => {
          if (name === 'paste-start') isPasting = true
          if (name === 'paste-end') isPasting = false
          if (meta !== true || (name !== 'return' && name !== 'enter')) return
          lines.push(reader.line)
          clearLine(reader)
          process.stdout.write('\n')
          goOn()
        }
        reader.on('line', (line) => {
          if (line.trim() === '"""' || (lines.length === 0 && !isBlock && line.startsWith('"""'))) {
            isBlock = !isBlock
            if (line.trim() !== '"""') lines.push(line.slice(3))
            return isBlock ? goOn() : send()
          }
          if (isPasting || isBlock) {
            lines.push(line)
            // What is pasted shows as it is, without a prompt for each of its lines.
            return isPasting ? undefined : goOn()
          }
          if (line.endsWith('\\')) {
            lines.push(line.slice(0, -1))
            return goOn()
          }
          lines.push(line)
          send()
        })
        reader.on('SIGINT', () => {
          if (lines.length === 0 && reader.line === '' && !isBlock) onEmptyInterrupt()
          else process.stdout.write('\n')
          lines.length = 0
          isBlock = false
          clearLine(reader)
          ask(reader, prompt)
        })
        // Ctrl-D on an empty line.
        reader.once('close', () => finish(undefined))
        function send() {
          const text = lines.join('\n')
          history.add(text)
          finish(text)
        }
        process.stdin.on('keypress', onKey)
        process.stdout.write(pasteOn)
        ask(reader, prompt)
        const waiting = ahead
        ahead = ''
        if (waiting !== '') reader.write(waiting)
      }),
  }
}

function ask(reader: Interface, prompt: string): void {
  reader.setPrompt(prompt)
  reader.prompt()
}

/** What stands on the line is taken out of the editor and left on the screen. */
function clearLine(reader: Interface): void {
  Object.assign(reader, { line: '', cursor: 0 })
}
