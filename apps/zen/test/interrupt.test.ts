import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

/** zen in the middle of a slow answer. */
async function startAnswer(args: readonly string[]) {
  zen.ollama.always({ frameDelayMs: 50 })
  zen.ollama.replyWith(() => 'word '.repeat(200))
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH, HOME: zen.home, OLLAMA_HOST: zen.ollama.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let shown = ''
  child.stdout.on('data', (chunk) => {
    shown += chunk
  })
  await waitUntil('words arrive', () => shown.includes('word word'))
  return { child, exited: once(child, 'exit'), shown: () => shown }
}

it('Ctrl-C stops the answer, closes the connection and keeps what had arrived', async () => {
  const { child, exited } = await startAnswer(['chat', '-s', 'slow', 'Count'])
  child.kill('SIGINT')
  expect((await exited)[0]).toBe(130)
  expect(await zen.ollama.modelRequests[0]?.ended).toBe('client-gone')
  zen.ollama.always({})
  const { data } = (await zen.run(['session', 'show', 'slow', '--json'])).json()
  expect(data.messages).toMatchObject([
    { role: 'user', text: 'Count' },
    { role: 'assistant', status: 'partial', text: expect.stringMatching(/^word word/) },
  ])
})

it('killed in the middle, the question is there and the session goes on', async () => {
  const { child, exited } = await startAnswer(['chat', '-s', 'killed', 'Count'])
  child.kill('SIGKILL')
  await exited
  zen.ollama.always({})
  zen.ollama.replyWith(({ lastUserText }) => `You said: ${lastUserText}`)
  expect((await zen.run(['chat', '-s', 'killed', 'Still there?'])).code).toBe(0)
  const { data } = (await zen.run(['session', 'show', 'killed', '--json'])).json()
  expect(data.messages).toMatchObject([
    { seq: 1, role: 'user', text: 'Count' },
    { seq: 2, role: 'user', text: 'Still there?' },
    { seq: 3, role: 'assistant', text: 'You said: Still there?' },
  ])
})
