import { createInterface } from 'node:readline'
import { type CommandContext, type CommandResult, neutralise } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import type { ChatStreamEvent } from '@engawa/sena-client'
import { publicError } from '../pipeline/error-wrapping.js'

/** One question of a conversation; what is answered goes to `onEvent` while it arrives. Throws where it fails. */
export type Ask = (message: string, onEvent: (event: ChatStreamEvent) => void) => Promise<void>

/** Read a line, print the answer, until the input ends or `/exit`. */
export async function talk(context: CommandContext, session: string, ask: Ask): Promise<CommandResult> {
  const { stdin, stdout, signal } = context
  const lines = createInterface({
    input: process.stdin,
    ...(stdin.isTty ? { output: process.stdout, prompt: '› ' } : {}),
    signal,
  })
  if (stdin.isTty) stdout.write('Sena listens. /exit or Ctrl-D ends the conversation.\n')
  const answers: JsonObject[] = []
  lines.prompt()
  for await (const line of lines) {
    const message = line.trim()
    if (message === '/exit') break
    if (message !== '') answers.push(await answer(context, ask, message))
    lines.prompt()
  }
  lines.close()
  return { data: { session_id: session, answers }, streamed: true }
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
