import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atTerminal, openScreen, type TerminalScreen } from './terminal-screen.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let screen: TerminalScreen | undefined
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(async () => {
  await screen?.close()
  screen = undefined
  await zen.close()
})

async function open(...args: string[]): Promise<TerminalScreen> {
  screen = await openScreen(zen, args)
  await screen.waitForPrompt('/help')
  return screen
}

const asked = () =>
  zen.ollama.modelRequests.map(({ body }) => (body as { messages: { content: string }[] }).messages.at(-1)?.content)

const messagesOf = async (session: string) =>
  (await zen.run(['session', 'show', session, '--json'])).json().data.messages as {
    role: string
    text: string
    status?: string
  }[]

it('without a terminal it says what to type, and waits for nobody', async () => {
  const run = await zen.run([])
  expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('zen chat "…"') })
})

atTerminal(describe)('zen alone', () => {
  it('is a conversation: what was said before goes along, markdown is shown as meant', async () => {
    zen.ollama.replyWith(({ lastUserText }) => `You said **${lastUserText}**.`)
    const terminal = await open('-s', 'talk')
    await terminal.type('My sister is called Haru.')
    await terminal.press('Enter')
    await terminal.waitFor('You said My sister is called Haru..')
    expect(await terminal.text()).toContain('\u001b[1mMy sister is called Haru.')
    await terminal.type('What is she called?')
    await terminal.press('Enter')
    await terminal.waitForPrompt('You said What is she called?.')
    const last = zen.ollama.modelRequests.at(-1)?.body as { messages: unknown[] }
    expect(last.messages).toHaveLength(3)
    const secret = `ghp_${randomBytes(18).toString('hex')}`
    await terminal.type(`Keep ${secret}`)
    await terminal.press('Enter')
    await terminal.waitForPrompt('1 secret was taken out (github-token)')
    expect(zen.ollama.modelRequests.map(({ bodyText }) => bodyText).join()).not.toContain(secret)
    await terminal.press('C-d')
    expect(await terminal.ended()).toBe(0)
    expect(await messagesOf('talk')).toHaveLength(6)
  })

  it('Ctrl-C stops the answer and keeps what had arrived; the session goes on', async () => {
    zen.ollama.always({ frameDelayMs: 50 })
    zen.ollama.replyWith(() => 'word '.repeat(400))
    const terminal = await open('-s', 'slow')
    await terminal.type('Count')
    await terminal.press('Enter')
    await terminal.waitFor('word word')
    // Typed while the answer comes: it waits for the next prompt.
    await terminal.type('And')
    await terminal.press('C-c')
    await terminal.waitFor('stopped')
    expect(await zen.ollama.modelRequests[0]?.ended).toBe('client-gone')
    zen.ollama.always({})
    zen.ollama.replyWith(({ lastUserText }) => `You said: ${lastUserText}`)
    await terminal.waitFor('> And')
    await terminal.type(' then?')
    await terminal.press('Enter')
    await terminal.waitForPrompt('You said: And then?')
    expect(await messagesOf('slow')).toMatchObject([
      { role: 'user', text: 'Count' },
      { role: 'assistant', status: 'partial', text: expect.stringMatching(/^word word/) },
      { role: 'user', text: 'And then?' },
      { role: 'assistant' },
    ])
    // On an empty line it ends nothing either.
    await terminal.press('C-c')
    await terminal.waitFor('Ctrl-D or /exit')
    await terminal.type('/exit')
    await terminal.press('Enter')
    expect(await terminal.ended()).toBe(0)
  })

  it('takes several lines: by backslash, by quotes, by Alt-Enter and from the clipboard', async () => {
    const terminal = await open()
    await terminal.type('one\\')
    await terminal.press('Enter')
    await terminal.type('two')
    await terminal.press('M-Enter')
    await terminal.type('three')
    await terminal.press('Enter')
    await waitUntil('it is sent', () => asked().length === 1)
    await terminal.waitForPrompt('three')
    for (const line of ['"""', 'first', '/not a command', '"""']) {
      await terminal.type(line)
      await terminal.press('Enter')
    }
    await waitUntil('it is sent', () => asked().length === 2)
    await terminal.waitForPrompt('/not a command')
    await terminal.paste('def a():\n    pass\nend')
    await terminal.press('Enter')
    await waitUntil('it is sent', () => asked().length === 3)
    expect(asked()).toEqual(['one\ntwo\nthree', 'first\n/not a command', 'def a():\n    pass\nend'])
  })

  it('brings back what was typed, also in the next session; the file is for its owner alone', async () => {
    const first = await open()
    await first.type('Remember this line')
    await first.press('Enter')
    await first.waitForPrompt('You said: Remember this line')
    await first.press('C-d')
    await first.ended()
    await first.close()
    const path = join(zen.home, '.zen-cli/typed-history')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const second = await open()
    await second.press('Up')
    await second.waitFor('> Remember this line')
    await second.press('Enter')
    await waitUntil('it is sent again', () => asked().length === 2)
    await second.waitForPrompt('You said: Remember this line')
    await second.press('C-d')
    await second.ended()
    await second.close()
    screen = await openScreen(zen, ['--memory'])
    await screen.waitForPrompt('/help')
    await screen.type('a whisper')
    await screen.press('Enter')
    await screen.waitForPrompt('You said: a whisper')
    expect(readFileSync(path, 'utf8')).not.toContain('whisper')
  })

  it('keeps nothing of what is typed where conversations are encrypted', async () => {
    zen.config({ storage: { type: 'file', encryption: true } })
    const passphrase = randomBytes(12).toString('base64')
    screen = await openScreen(zen, [], { ENGAWA_KEYRING: 'off', ENGAWA_PASSPHRASE: passphrase })
    await screen.waitForPrompt('/help')
    await screen.type('a heron in the reeds')
    await screen.press('Enter')
    await screen.waitForPrompt('You said: a heron in the reeds')
    await screen.press('Up')
    await screen.waitFor('> a heron in the reeds')
    await screen.press('C-c', 'C-d')
    expect(await screen.ended()).toBe(0)
    expect(existsSync(join(zen.home, '.zen-cli/typed-history'))).toBe(false)
    expect(zen.diskText()).not.toContain('heron')
  })

  it('ends when it is told to from elsewhere, and sends nothing of what stands on the line', async () => {
    const terminal = await open()
    await terminal.type('half a question\\')
    await terminal.press('Enter')
    await terminal.type('and a hal')
    await terminal.waitFor('and a hal')
    terminal.terminate()
    expect(await terminal.ended()).toBe(143)
    expect(asked()).toEqual([])
  })

  it('Ctrl-C stops a summary and not the session', async () => {
    zen.config({ session: { history_tokens: 400 }, conversation: { compaction: 'off' } })
    for (let at = 0; at < 12; at++) await zen.run(['chat', '-s', 'long', `question ${at} ${'word '.repeat(20)}`])
    const terminal = await open('-s', 'long')
    const before = asked().length
    zen.ollama.always({ frameDelayMs: 50 })
    zen.ollama.replyWith(() => 'word '.repeat(2_000))
    await terminal.type('/compact')
    await terminal.press('Enter')
    await waitUntil('a summary is asked for', () => asked().length > before)
    await terminal.press('C-c')
    await terminal.waitForPrompt('stopped')
    expect(await zen.ollama.modelRequests.at(-1)?.ended).toBe('client-gone')
    zen.ollama.always({})
    zen.ollama.replyWith(({ lastUserText }) => `You said: ${lastUserText}`)
    await terminal.type('Still there?')
    await terminal.press('Enter')
    await terminal.waitForPrompt('You said: Still there?')
  }, 180_000)

  it('is not disturbed by another size of the window, at the prompt or in mid-answer', async () => {
    zen.ollama.always({ frameDelayMs: 20 })
    zen.ollama.replyWith(() => `${'word '.repeat(60)}the end`)
    const terminal = await open('-s', 'sized')
    await terminal.type('a question that is longer than the narrow window will be')
    await terminal.resize(40, 12)
    await terminal.type(' soon')
    await terminal.press('Enter')
    await terminal.waitFor('word word')
    await terminal.resize(100, 30)
    await terminal.waitForPrompt('the end')
    expect(asked()).toEqual(['a question that is longer than the narrow window will be soon'])
    const [, answer] = await messagesOf('sized')
    expect(answer?.text).toBe(`${'word '.repeat(60)}the end`)
  })

  it('knows commands by a slash, completes them, and names the one that was meant', async () => {
    const terminal = await open()
    const command = async (line: string, shows: string) => {
      await terminal.type(line)
      await terminal.press('Enter')
      await terminal.waitForPrompt(shows)
    }
    await command('/help', '/dry-run MESSAGE')
    await command('/modle', 'Did you mean /model?')
    await command('/model gemma2:2b', 'gemma2:2b (ollama, local)')
    await command('/session other', 'new session other')
    await command('/system Be brief.', 'instructions noted')
    await command('/file gone.txt', 'with the next message: gone.txt')
    await command('Read it', 'gone.txt does not exist')
    await command('/file', 'no files')
    await command('/dry-run Hello', '"Be brief."')
    expect(asked()).toEqual([])
    await terminal.type('/sess')
    await terminal.press('Tab')
    await terminal.waitFor(/> \/session/)
    await terminal.press('C-c')
    await command('Hello', 'You said: Hello')
    expect(zen.ollama.modelRequests[0]?.body).toMatchObject({
      model: expect.stringMatching(/^gemma2/),
      messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }],
    })
    expect(await messagesOf('other')).toHaveLength(2)
  })

  it('says what went wrong and goes on', async () => {
    const terminal = await open()
    zen.ollama.always({ status: { code: 500, error: 'out of memory' } })
    await terminal.type('Are you there?')
    await terminal.press('Enter')
    await terminal.waitFor('error:')
    zen.ollama.always({})
    await terminal.waitForPrompt('hint:')
    await terminal.type('And now?')
    await terminal.press('Enter')
    await terminal.waitFor('You said: And now?')
  })
})
