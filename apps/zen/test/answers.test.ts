import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

interface Sent {
  readonly messages: readonly { role: string; content: string; images?: readonly string[] }[]
  readonly format?: unknown
  readonly options?: { readonly temperature?: number; readonly num_predict?: number }
  readonly model: string
}
const sent = (): readonly Sent[] => zen.ollama.modelRequests.map(({ body }) => body as Sent)

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(join(zen.home, name, '..'), { recursive: true })
  writeFileSync(join(zen.home, name), content)
}

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(16)])

describe('zen chat -f', () => {
  it('sends a folder within a budget, and says what was cut and why, in words and as JSON', async () => {
    write('src/.gitignore', 'gen\n')
    write('src/gen/out.ts', 'const generated = 1\n')
    write('src/a.ts', 'const engawa = 1\n')
    write('src/big.ts', 'const word = "some words"\n'.repeat(500))
    write('src/.env', 'A=1')
    write('notes.txt', 'a line of notes\n'.repeat(200))
    const args = ['chat', 'Where?', '-f', 'src', 'notes.txt', '--file-tokens', '400']
    const { stderr } = await zen.run(args)
    expect(stderr).toMatch(/^note: notes\.txt was cut to its first \d+ of 200 lines to fit/)
    expect(stderr).toContain('secrets by their name (src/.env)')
    expect(stderr).toContain('did not fit (src/big.ts)')
    expect(stderr).toContain('1 ignored')
    const content = sent()[0]?.messages[0]?.content
    expect(content).toContain('src/a.ts:\n```ts\n1| const engawa = 1\n```')
    expect(content).toMatch(/notes\.txt \(lines 1 to \d+ of 200\):/)
    expect(content).not.toContain('generated')
    const { data } = (await zen.run([...args, '--json'])).json()
    assertMatchesOutput(cli, 'chat', data)
    expect(data.files).toContainEqual({ name: 'src/a.ts', lines: 1, of_lines: 1, tokens: expect.any(Number) })
    expect(data.left_out).toContainEqual({ name: 'src/.env', reason: 'secret' })
  })

  it('sends images to a model that takes them, and refuses before it is asked where not', async () => {
    write('shot.png', png)
    const { data } = (await zen.run(['chat', 'See?', '-f', 'shot.png', '-m', 'llava', '--json'])).json()
    expect(data.images).toEqual(['shot.png'])
    expect(sent()[0]?.messages[0]?.images).toEqual([png.toString('base64')])
    const run = await zen.run(['chat', '-s', 'blind', 'See?', '-f', 'shot.png', '-m', 'qwen3'])
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('qwen3 of ollama takes no images') })
    expect(sent()).toHaveLength(1)
    expect((await zen.run(['session', 'show', 'blind'])).code).toBe(2)
  })
})

describe('zen chat --role', () => {
  it('brings instructions, temperature and model from a file; what is typed comes after and wins', async () => {
    write(
      '.zen-cli/roles/reviewer.md',
      '---\ndescription: Reads code.\nmodel: gemma2:2b\ntemperature: 0.1\nmax_tokens: 50\n---\nYou review code.\n',
    )
    await zen.run(['chat', 'Look', '--role', 'reviewer', '--system', 'Be brief.', '--max-tokens', '60'])
    const [request] = sent()
    expect(request?.model).toMatch(/^gemma2/)
    expect(request?.messages[0]).toMatchObject({ role: 'system', content: 'You review code.\n\nBe brief.' })
    expect(request?.options).toMatchObject({ temperature: 0.1, num_predict: 60 })
  })

  it('of a project may not choose a model; a wrong one is named with its key; an unknown one with those there are', async () => {
    write('.zen/roles/local.md', '---\nmodel: openai/gpt\n---\nYou.\n')
    write('.zen/roles/odd.md', '---\ntemperature: hot\n---\nYou.\n')
    write('.zen/roles/plain.md', 'You are plain.\n')
    const run = (role: string) => zen.run(['chat', 'Look', '--role', role])
    expect(await run('local')).toMatchObject({ code: 3, stderr: expect.stringContaining('local.md: model can not') })
    expect(await run('odd')).toMatchObject({ code: 3, stderr: expect.stringContaining('odd.md: temperature must be') })
    expect(await run('plian')).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean plain?') })
    expect(await run('../../plain')).toMatchObject({ code: 2 })
    expect((await run('plain')).code).toBe(0)
    expect(sent()[0]?.messages[0]).toMatchObject({ role: 'system', content: 'You are plain.' })
    const completed = await zen.run(['__complete', 'bash', 'zen chat --role pl', 'pl'])
    expect(completed.stdout).toContain('plain')
  })
})

describe('zen chat --schema', () => {
  const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 3 } }, required: ['n'] }

  it('prints checked JSON alone; one that does not satisfy is sent back once with what is wrong', async () => {
    write('answer.schema.json', JSON.stringify(schema))
    const answers = ['```json\n{"n": 1}\n```', '{"n": 7}']
    zen.ollama.replyWith(() => answers.shift() ?? 'none left')
    const run = await zen.run(['chat', '-s', 'count', 'How many?', '--schema', 'answer.schema.json'])
    expect({ code: run.code, stdout: JSON.parse(run.stdout) }).toEqual({ code: 0, stdout: { n: 7 } })
    expect(run.stderr).toContain('the first answer did not satisfy the schema')
    expect(sent()[0]?.format).toEqual(schema)
    expect(sent()[1]?.messages.at(-1)?.content).toMatch(/#\/n: .*3/)
    const { data } = (await zen.run(['session', 'show', 'count', '--json'])).json()
    expect(data.message_count).toBe(4)
  })

  it('fails with what is wrong when the second answer does not satisfy either', async () => {
    zen.ollama.replyWith(() => 'I would say seven.')
    const run = await zen.run(['chat', 'How many?', '--schema', JSON.stringify(schema), '--json'])
    expect(run.code).toBe(4)
    expect(run.json().error).toMatchObject({
      code: 'llm/schema-mismatch',
      message: expect.stringContaining('not JSON'),
    })
    expect(sent()).toHaveLength(2)
  })

  it.each([['no.json'], ['{"type": 5'], ['[]'], ['{"$ref": "#/nowhere"}']])('is refused unsent: %s', async (given) => {
    const run = await zen.run(['chat', 'How many?', '--schema', given])
    expect(run.code).toBe(2)
    expect(sent()).toHaveLength(0)
  })
})

describe('zen chat --extract', () => {
  it('prints the last code block alone, and fails without one', async () => {
    zen.ollama.replyWith(() => 'First:\n```sh\nls\n```\nBetter:\n```sh\nwc -l *\n```\nDone.')
    expect(await zen.run(['chat', 'Count', '--extract'])).toMatchObject({ code: 0, stdout: 'wc -l *\n' })
    zen.ollama.replyWith(() => 'Just count them.')
    const run = await zen.run(['chat', 'Count', '--extract', '-s', 'prose'])
    expect(run).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('zen session show prose') })
  })
})

describe('zen chat --pane', () => {
  /** A znav that knows one pane, by its published interface. */
  function installZnav(): string {
    write(
      'bin/znav',
      '#!/bin/sh\n[ "$*" = "pane info backend --format context --no-color" ] && echo "Pane backend: OAuth half done" && exit 0\necho "error: there is no pane called $3" >&2\necho "hint: Did you mean backend?" >&2\nexit 2\n',
    )
    chmodSync(join(zen.home, 'bin/znav'), 0o755)
    return `${join(zen.home, 'bin')}:${process.env.PATH}`
  }

  it('sends what znav knows of the pane, and hands on why it does not', async () => {
    const env = { PATH: installZnav() }
    await zen.run(['chat', 'What next?', '--pane', 'backend'], { env })
    expect(sent()[0]?.messages[0]?.content).toContain(
      'pane backend (from znav):\n```\nPane backend: OAuth half done\n```',
    )
    const run = await zen.run(['chat', 'What next?', '--pane', 'bakend'], { env })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean backend?') })
    expect(sent()).toHaveLength(1)
  })

  it('says what to install where znav is not there', async () => {
    const run = await zen.run(['chat', 'What next?', '--pane', 'backend'], { env: { PATH: join(zen.home, 'none') } })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('npm i -g @engawa/znav') })
  })
})

describe('zen chat --dry-run with compaction', () => {
  it('shows to the byte the summary that would be asked for first', async () => {
    zen.config({ session: { history_tokens: 120 }, conversation: { compaction: 'off' } })
    for (const text of ['one', 'two', 'three']) await zen.run(['chat', '-s', 'long', text.repeat(25)])
    zen.config({ session: { history_tokens: 120 }, conversation: { compaction: 'auto' } })
    const before = sent().length
    const dry = (await zen.run(['chat', '-s', 'long', 'and now?', '--dry-run', '--json'])).json().data
    assertMatchesOutput(cli, 'chat', dry)
    expect(sent()).toHaveLength(before)
    expect(dry.compaction).toMatchObject({ requests: expect.any(Number), messages: expect.any(Number) })
    await zen.run(['chat', '-s', 'long', 'and now?'])
    expect((dry.request as { body: string }).body).toBe(zen.ollama.modelRequests[before]?.bodyText)
    const { requests } = dry.compaction as { requests: number }
    expect(sent()).toHaveLength(before + requests + 1)
  })
})

it('--profile writes where the time went, for its owner alone', async () => {
  const run = await zen.run(['chat', 'Hello', '--profile'])
  expect(run).toMatchObject({ code: 0, stdout: 'You said: Hello\n', stderr: expect.stringContaining('.cpuprofile') })
  expect(readdirSync(zen.home).filter((name) => name.endsWith('.cpuprofile'))).toHaveLength(1)
  expect(existsSync(join(zen.home, '.zen-cli'))).toBe(true)
})
