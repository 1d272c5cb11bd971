import { createInterface } from 'node:readline'
import { type CommandContext, type CommandResult, neutralise } from '@engawa/cli-kit'
import { createId, isEngawaError, toErrorBody } from '@engawa/core'
import type { ConsentPort } from '@engawa/llm-providers'
import { type ChatStreamEvent, createSenaClient } from '@engawa/sena-client'
import { logSinks } from '../logging/log-sinks.js'
import { openSena } from '../sena.js'
import type { SenaFolders } from '../settings/sena-folders.js'
import type { Settings } from '../settings/settings-schema.js'
import { sandboxWorker } from './bundle-paths.js'
import { asTheOnlySena, findRunning } from './running-sena.js'

export interface ConverseOptions {
  readonly settings: Settings
  readonly folders: SenaFolders
  readonly consent: ConsentPort
  /** The conversation to go on with; a new one unless told. */
  readonly session?: string
}

/** One question of the conversation; what is answered goes to `onEvent` while it arrives. */
type Ask = (message: string, onEvent: (event: ChatStreamEvent) => void) => Promise<void>

/** Time for the running answer when the conversation is broken off, in milliseconds. */
const stopGraceMs = 500

/** `sena --cli`: by the Sena that runs, or, where none does, by one of its own. */
export async function converse(context: CommandContext, options: ConverseOptions): Promise<CommandResult> {
  const { settings, folders, consent, session = createId() } = options
  const running = await findRunning(folders)
  if (running !== undefined) {
    const client = createSenaClient({ baseUrl: running.url })
    return talk(context, session, async (message, onEvent) => {
      const events = client.chat.stream({ message, session_id: session }, { signal: context.signal })
      for await (const event of events) onEvent(event)
    })
  }
  return asTheOnlySena(folders, async () => {
    // The terminal belongs to the conversation.
    const sinks = logSinks({ ...context, verbosity: 'quiet' }, folders, settings.logging)
    const sena = await openSena({
      settings,
      folders,
      consent,
      version: __VERSION__,
      logSinks: sinks,
      ...sandboxWorker(),
    })
    try {
      return await talk(context, session, async (message, onEvent) => {
        await sena.chat.answer({ message, sessionId: session }, onEvent)
      })
    } finally {
      await sena.finishTurns(stopGraceMs)
      await sena.close()
    }
  })
}

/** Read a line, print the answer, until the input ends or `/exit`. */
async function talk(
  { stdin, stdout, stderr, signal }: CommandContext,
  session: string,
  ask: Ask,
): Promise<CommandResult> {
  const lines = createInterface({
    input: process.stdin,
    ...(stdin.isTty ? { output: process.stdout, prompt: '› ' } : {}),
    signal,
  })
  if (stdin.isTty) stdout.write('Sena listens. /exit or Ctrl-D ends the conversation.\n')
  let turns = 0
  lines.prompt()
  for await (const text of lines) {
    const message = text.trim()
    if (message === '/exit') break
    if (message !== '') {
      turns += 1
      await print(ask, message, stdout, stderr)
    }
    lines.prompt()
  }
  lines.close()
  return { data: { session_id: session, turns }, streamed: true }
}

async function print(
  ask: Ask,
  message: string,
  stdout: CommandContext['stdout'],
  stderr: CommandContext['stderr'],
): Promise<void> {
  try {
    await ask(message, (event) => {
      // What a model says may hold escape sequences; this terminal does not obey them.
      if (event.type === 'delta') stdout.write(neutralise(event.text))
      if (event.type === 'done')
        stdout.write(event.result.status === 'complete' ? '\n\n' : ` [${event.result.status}]\n\n`)
    })
  } catch (error) {
    // One question that fails does not end the conversation.
    const { message: what, hint } = toErrorBody(error)
    stderr.write(
      `error: ${isEngawaError(error) ? what : 'Something inside Sena failed.'}\n${hint ? `hint: ${hint}\n` : ''}`,
    )
  }
}
