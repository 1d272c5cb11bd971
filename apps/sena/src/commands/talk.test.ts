import { PassThrough } from 'node:stream'
import type { CommandContext } from '@engawa/cli-kit'
import type { ChatResponse } from '@engawa/sena-client'
import { expect, test } from 'vitest'
import { type Conversation, talk } from './talk.js'

const ctrlC = '\x03'

const context = (signal: AbortSignal): CommandContext => {
  const terminal = { write: () => {}, color: false, columns: 80, isTty: true } as unknown as CommandContext['stdout']
  return {
    format: 'text',
    stdin: { isTty: true, readText: async () => '' },
    stdout: terminal,
    stderr: terminal,
    signal,
  } as unknown as CommandContext
}

const cancelled = (turnId: string) =>
  ({ turn_id: turnId, status: 'cancelled', response: 'A ki' }) as unknown as ChatResponse

/** A terminal on which keys are pressed by the test. */
function converse(make: (press: (keys: string) => void) => Conversation) {
  const stdin = new PassThrough()
  const stdout = new PassThrough().resume()
  const press = (keys: string) => void stdin.write(keys)
  const ended = talk(context(new AbortController().signal), make(press), { stdin, stdout })
  return { press, ended }
}

test('Ctrl-C breaks off the answer, then, at the prompt, the conversation', async () => {
  const asked: string[] = []
  const { press, ended } = converse((press) => {
    let end = () => {}
    return {
      session: 's',
      async ask(message, onEvent) {
        asked.push(message)
        const broken = new Promise<void>((resolve) => {
          end = resolve
        })
        onEvent({ type: 'accepted', session_id: 's', turn_id: 't', message_id: 'm' })
        press(ctrlC)
        await broken
        onEvent({ type: 'done', result: cancelled('t') })
        setImmediate(() => press(ctrlC))
      },
      cancel: (turnId) => {
        expect(turnId).toBe('t')
        end()
      },
    }
  })
  press('Tell me of kites.\r')
  expect((await ended).data).toEqual({
    session_id: 's',
    answers: [{ turn_id: 't', status: 'cancelled', response: 'A ki' }],
  })
  expect(asked).toEqual(['Tell me of kites.'])
})

test('Ctrl-C before the turn has an id cancels it as soon as it has', async () => {
  const cancels: string[] = []
  const { press, ended } = converse((press) => ({
    session: 's',
    async ask(_message, onEvent) {
      press(ctrlC)
      await new Promise((resolve) => setImmediate(resolve))
      onEvent({ type: 'accepted', session_id: 's', turn_id: 't', message_id: 'm' })
      onEvent({ type: 'done', result: cancelled('t') })
      setImmediate(() => press(ctrlC))
    },
    cancel: (turnId) => void cancels.push(turnId),
  }))
  press('Tell me of kites.\r')
  await ended
  expect(cancels).toEqual(['t'])
})
