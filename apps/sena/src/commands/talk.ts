import { createInterface } from 'node:readline'
import { type CommandContext, type CommandResult, neutralise } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import type { ChatStreamEvent } from '@engawa/sena-client'
import { publicError } from '../pipeline/error-wrapping.js'
import { wholeMessages } from './whole-messages.js'

/** One question of a conversation; what is answered goes to `onEvent` while it arrives. Throws where it fails. */
export type Ask = (message: string, onEvent: (event: ChatStreamEvent) => void) => Promise<void>

export interface Conversation {
  readonly session: string
  readonly ask: Ask
  /** Break off a turn that runs. What had arrived of its answer is kept, and `ask` ends. */
  readonly cancel: (turnId: string) => void
}

/** Where lines come from, and where their editing shows. */
export interface LineStreams {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: NodeJS.WritableStream
}

/** Read a message, print the answer, until the input ends or `/exit`. Ctrl-C breaks off an answer, else the conversation. */
export async function talk(
  context: CommandContext,
  { session, ask, cancel }: Conversation,
  streams: LineStreams = process,
): Promise<CommandResult> {
  const { stdin, stdout, signal } = context
  const lines = createInterface({
    input: streams.stdin,
    ...(stdin.isTty ? { output: streams.stdout, terminal: true, prompt: '› ' } : {}),
    signal,
  })
  if (stdin.isTty) stdout.write('Sena listens. /exit or Ctrl-D ends the conversation.\n')
  const answers: JsonObject[] = []
  let running: CancellableTurn | undefined
  // On a terminal the line editor takes the key, so the process never gets the signal.
  lines.on('SIGINT', () => {
    if (running === undefined) lines.close()
    else running.cancel()
  })
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  // From Node 24 on it is an error to ask a reader whose input has ended while an answer came.
  const invite = () => ended || lines.prompt()
  invite()
  for await (const line of wholeMessages(lines)) {
    const message = line.trim()
    if (message === '/exit') break
    if (message !== '') {
      running = new CancellableTurn(cancel)
      answers.push(await answer(context, running.through(ask), message))
      running = undefined
    }
    invite()
  }
  lines.close()
  return { data: { session_id: session, answers }, streamed: true }
}

/** A turn can be cancelled once it has an id; who is quicker than that is not forgotten. */
class CancellableTurn {
  readonly #cancel: Conversation['cancel']
  #id: string | undefined
  #wanted = false

  constructor(cancel: Conversation['cancel']) {
    this.#cancel = cancel
  }

  cancel(): void {
    this.#wanted = true
    if (this.#id !== undefined) this.#cancel(this.#id)
  }

  through(ask: Ask): Ask {
    return (message, onEvent) =>
      ask(message, (event) => {
        onEvent(event)
        if (event.type !== 'accepted') return
        this.#id = event.turn_id
        if (this.#wanted) this.cancel()
      })
  }
}

/** One question that fails does not end the conversation. */
async function answer({ format, stdout, stderr }: CommandContext, ask: Ask, message: string): Promise<JsonObject> {
  const show = (text: string) => {
    if (format === 'text') stdout.write(text)
  }
  let data: JsonObject = { status: 'failed' }
  try {
    await ask(message, (event) => {
      // What a model says may hold escape sequences; this terminal does not obey them.
      if (event.type === 'delta') show(neutralise(event.text))
      if (event.type !== 'done') return
      const { turn_id, status, response } = event.result
      data = { turn_id, status, response }
      show(status === 'complete' ? '\n\n' : ` [${status}]\n\n`)
    })
  } catch (error) {
    const { message: what, hint } = publicError(error)
    stderr.write(`error: ${what}\n${hint === undefined ? '' : `hint: ${hint}\n`}`)
  }
  return data
}
