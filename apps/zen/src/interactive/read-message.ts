import { createInterface, type Interface } from 'node:readline'
import { MessageLines } from './message-lines.js'
import type { TypedHistory } from './typed-history.js'

export interface MessageReader {
  /** What a person types until they send it. Undefined: they are done (Ctrl-D). */
  read(prompt: string): Promise<string | undefined>
  /** Typed before it was asked for: stands there with the next prompt. */
  typeAhead(text: string): void
}

export interface ReaderOptions {
  readonly history: TypedHistory
  readonly complete: (line: string) => Promise<readonly string[]>
  /** Called when Ctrl-C is pressed on an empty line. */
  readonly onEmptyInterrupt: () => void
  /** Ends the reading; what stands on the line is not sent. */
  readonly signal: AbortSignal
}

/** Asks the terminal to mark what comes from the clipboard. */
const markPastes = '\u001b[?2004h'
const markNoPastes = '\u001b[?2004l'

/** Reads from the terminal that this process has. */
export function messageReader(options: ReaderOptions): MessageReader {
  let ahead = ''
  return {
    typeAhead(text) {
      ahead += text
    },
    read(prompt) {
      // Of what was typed ahead a line is a message of its own.
      const [typed = ''] = /^.*(?:\r\n?|\n)?/.exec(ahead) ?? []
      ahead = ahead.slice(typed.length)
      return readOne(prompt, typed, options)
    },
  }
}

interface Key {
  readonly name?: string
  readonly meta?: boolean
}

function readOne(prompt: string, typed: string, { history, complete, onEmptyInterrupt, signal }: ReaderOptions) {
  const { stdin, stdout } = process
  const message = new MessageLines()
  const reader = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    history: [...history.entries],
    historySize: 1_000,
    removeHistoryDuplicates: true,
    signal,
    completer: (line: string, done: (error: null, found: [string[], string]) => void) => {
      void complete(line).then((found) => done(null, [[...found], line]))
    },
  })
  const onKey = (_: string | undefined, { name, meta }: Key = {}) => {
    if (name === 'paste-start') message.isPasting = true
    else if (name === 'paste-end') message.isPasting = false
    else if (meta === true && (name === 'return' || name === 'enter')) {
      message.goOn(takeLine(reader))
      stdout.write('\n')
      ask(reader, '… ')
    }
  }

  let isSent = false
  return new Promise<string | undefined>((resolve) => {
    reader.on('line', (line) => {
      const entered = message.enter(line)
      if (entered === 'more') ask(reader, '… ')
      if (entered !== 'sent') return
      isSent = true
      // What was typed is handed over then.
      reader.close()
    })
    reader.on('SIGINT', () => {
      if (takeLine(reader) === '' && message.isEmpty) onEmptyInterrupt()
      else stdout.write('\n')
      message.clear()
      ask(reader, prompt)
    })
    // Also by Ctrl-D on an empty line, which sends what stands above it.
    reader.once('close', () => {
      stdin.off('keypress', onKey)
      stdout.write(markNoPastes)
      if (!isSent && (message.isEmpty || signal.aborted)) return resolve(undefined)
      history.add(message.text)
      resolve(message.text)
    })
    stdin.on('keypress', onKey)
    stdout.write(markPastes)
    ask(reader, prompt)
    if (typed !== '') reader.write(typed)
  })
}

function ask(reader: Interface, prompt: string): void {
  reader.setPrompt(prompt)
  reader.prompt()
}

/** What stands on the line is taken out of the editor and left on the screen. */
function takeLine(reader: Interface): string {
  const { line } = reader
  Object.assign(reader, { line: '', cursor: 0 })
  return line
}
