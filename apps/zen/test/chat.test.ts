import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const messagesOf = (request: { body: unknown } | undefined) =>
  (request?.body as { messages: { role: string; content: string }[] } | undefined)?.messages ?? []

describe('zen chat', () => {
  it('asks the local model, and the answer alone is on stdout', async () => {
    const { code, stdout, stderr } = await zen.run(['chat', 'What', 'is an engawa?'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'You said: What is an engawa?\n', stderr: '' })
  })

  it('sends piped input and files with the question', async () => {
    writeFileSync(join(zen.home, 'a.ts'), 'const engawa = 1\n')
    await zen.run(['chat', 'Review', '-f', 'a.ts'], { stdin: '+ a line of a diff\n' })
    const [message] = messagesOf(zen.ollama.modelRequests[0])
    expect(message?.content).toContain('Review\n\nstdin:\n```\n+ a line of a diff')
    expect(message?.content).toContain('a.ts:\n```ts\n1| const engawa = 1')
  })

  it('goes on in a named conversation in a new process', async () => {
    await zen.run(['chat', '-s', 'design', 'My sister is called Haru.'])
    await zen.run(['chat', 'Something else entirely'])
    await zen.run(['chat', 'What is she called?', '--session', 'design'])
    expect(messagesOf(zen.ollama.modelRequests.at(-1)).map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'user: My sister is called Haru.',
      'assistant: You said: My sister is called Haru.',
      'user: What is she called?',
    ])
  })

  it('goes on in the last conversation with -c', async () => {
    await zen.run(['chat', '-s', 'first', 'one'])
    await zen.run(['chat', '-s', 'second', 'two'])
    const { data } = (await zen.run(['chat', '-c', 'three', '--json'])).json()
    expect(data.session).toBe('second')
  })

  it('answers in one JSON object that says what happened', async () => {
    const run = await zen.run(['chat', 'Hi', '--json', '-s', '縁側/../é', '-m', 'qwen3'])
    expect(run.stderr).toBe('')
    expect(run.json()).toMatchObject({
      ok: true,
      data: {
        answer: 'You said: Hi',
        session: '縁側/../é',
        provider: 'ollama',
        finish_reason: 'stop',
        usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
        backend: 'file',
        durability: 'fsync',
        redactions: [],
      },
    })
    expect(run.json().data.model).toContain('qwen3')
  })

  it('shows exactly what it would send with --dry-run, and sends and keeps nothing', async () => {
    await zen.run(['chat', '-s', 'd', 'first'])
    const sent = zen.ollama.modelRequests.length
    const dry = (await zen.run(['chat', '-s', 'd', 'second', '--dry-run', '--json'])).json()
    expect(zen.ollama.modelRequests).toHaveLength(sent)
    await zen.run(['chat', '-s', 'd', 'second'])
    const payload = dry.data.payload as { messages: { role: string; content: { text: string }[] }[] }
    expect(payload.messages.map(({ role, content }) => ({ role, content: content[0]?.text }))).toEqual(
      messagesOf(zen.ollama.modelRequests.at(-1)).map(({ role, content }) => ({ role, content })),
    )
    const shown = (await zen.run(['session', 'show', 'd', '--json'])).json()
    expect(shown.data.message_count).toBe(4)
  })

  it('keeps nothing on the disk with --memory', async () => {
    expect((await zen.run(['chat', 'a whisper', '--memory'])).code).toBe(0)
    expect(zen.diskText()).not.toContain('whisper')
    zen.ollama.always({ status: { code: 500, error: 'broken while you whisper' } })
    expect((await zen.run(['chat', 'a whisper', '--memory'])).code).toBe(4)
    expect(zen.diskText()).not.toContain('whisper')
  })

  it('says what was left out to fit', async () => {
    zen.config({ session: { history_tokens: 30 } })
    for (const text of ['one', 'two', 'three']) await zen.run(['chat', '-s', 'long', text.repeat(20)])
    const run = await zen.run(['chat', '-s', 'long', 'and now?'])
    expect(run.stderr).toMatch(/^note: \d older messages were left out to fit about 30 tokens/)
    expect(messagesOf(zen.ollama.modelRequests.at(-1)).length).toBeLessThan(7)
  })

  it('refuses a question that the model could not read whole, before it is asked or kept', async () => {
    writeFileSync(join(zen.home, 'long.txt'), 'word '.repeat(40_000))
    const run = await zen.run(['chat', '-s', 'big', 'Sum up', '-f', 'long.txt'])
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('models.context_window') })
    expect(zen.ollama.modelRequests).toHaveLength(0)
    expect((await zen.run(['session', 'show', 'big'])).code).toBe(2)
  })

  it('says when an answer was cut off at its longest length', async () => {
    zen.ollama.replyWith(() => ({ text: 'a long story', doneReason: 'length' }))
    expect((await zen.run(['chat', 'Tell'])).stderr).toMatch(/^note: the answer was cut off/)
  })

  it('passes over a damaged record, and says so', async () => {
    await zen.run(['chat', '-s', 'torn', 'one'])
    await zen.run(['chat', '-s', 'torn', 'two'])
    const folder = join(zen.home, '.zen-cli/conversations')
    const log = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.jsonl'))
    const path = join(folder, log ?? '')
    const lines = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, lines.map((line, at) => (at === 1 ? line.replace('one', 'ome') : line)).join('\n'))
    const run = await zen.run(['session', 'show', 'torn'])
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(
      /^warning: .*has a damaged record at byte \d+, which is left out; its bytes are kept in /,
    )
    expect(run.stdout).toContain('two')
  })

  it('keeps the question and what had arrived when the answer breaks off', async () => {
    zen.ollama.next({ cutAfter: 3 })
    const run = await zen.run(['chat', '-s', 'cut', 'Tell me a long story please'])
    expect(run.code).toBe(4)
    expect(run.stdout).toMatch(/^You said: Tell/)
    expect(run.stderr).toContain('kept in session cut')
    const { data } = (await zen.run(['session', 'show', 'cut', '--json'])).json()
    expect(data.messages).toMatchObject([
      { role: 'user', text: 'Tell me a long story please' },
      { role: 'assistant', status: 'partial', text: expect.stringMatching(/^You said/) },
    ])
  })

  it('keeps the question when the provider fails before the first word', async () => {
    zen.ollama.always({ status: { code: 500, error: 'out of memory' } })
    const run = await zen.run(['chat', '-s', 'lost', 'Are you there?'])
    expect(run.code).toBe(4)
    expect(run.stderr).toMatch(/^error: /)
    const { data } = (await zen.run(['session', 'show', 'lost', '--json'])).json()
    expect(data.messages).toMatchObject([{ role: 'user', text: 'Are you there?' }])
  })

  it('lets no escape of a model reach the terminal', async () => {
    zen.ollama.replyWith(() => 'safe \u001b]0;owned\u0007 \u001b[2J text')
    const { stdout } = await zen.run(['chat', 'Hi'])
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('safe')
  })

  it('refuses a cloud provider without consent, before anything is sent or asked', async () => {
    const run = await zen.run(['chat', 'Hi', '--provider', 'openai', '-m', 'gpt-4o-mini'], {
      env: { OPENAI_API_KEY: `test-${'k'.repeat(30)}`, OPENAI_BASE_URL: 'http://192.0.2.1:9/v1' },
    })
    expect(run.code).toBe(3)
    expect(run.stderr).toContain('zen config consent --grant openai')
  })

  it('says which variables it looked at when there is no model at all', async () => {
    const run = await zen.run(['chat', 'Hi'], { env: { OLLAMA_HOST: 'http://127.0.0.1:9' } })
    expect(run.code).toBe(3)
    for (const name of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY']) expect(run.stderr).toContain(name)
  })
})

describe('zen session', () => {
  it('lists the latest first and tells an empty store kindly', async () => {
    expect((await zen.run(['session', 'list'])).stdout).toContain('No conversations yet')
    await zen.run(['chat', '-s', 'old', 'a'])
    await zen.run(['chat', '-s', 'new', 'b'])
    const { data } = (await zen.run(['session', 'list', '--json'])).json()
    expect(data.sessions).toMatchObject([
      { session: 'new', messages: 2 },
      { session: 'old', messages: 2 },
    ])
  })

  it('suggests the name that was meant', async () => {
    await zen.run(['chat', '-s', 'review', 'a'])
    const run = await zen.run(['session', 'show', 'reveiw'])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('Did you mean review?')
  })

  it('keeps conversations in SQLite when told to, with the same answers', async () => {
    mkdirSync(join(zen.home, '.zen-cli'), { recursive: true })
    zen.config({ storage: { type: 'sqlite' } })
    await zen.run(['chat', '-s', 'x', 'remember me'])
    const { data } = (await zen.run(['chat', '-s', 'x', 'again', '--json'])).json()
    expect(data.backend).toBe('sqlite')
    expect(messagesOf(zen.ollama.modelRequests.at(-1))).toHaveLength(3)
  })
})
