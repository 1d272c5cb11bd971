import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeCloud, freePort, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let cloud: FakeCloud
let env: Record<string, string>
beforeEach(async () => {
  zen = await createZenHome()
  cloud = await startFakeCloud()
  env = { OPENAI_API_KEY: `test-${randomBytes(24).toString('hex')}`, OPENAI_BASE_URL: cloud.openaiUrl }
})
afterEach(async () => {
  await cloud.close()
  await zen.close()
})

const grant = () => zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })

interface Shown {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}

describe('zen chat --dry-run', () => {
  it.each(['ollama', 'openai'])('shows to the byte what %s then receives, and no key', async (provider) => {
    await grant()
    const model = provider === 'openai' ? ['-m', 'openai/mini'] : ['-m', 'ollama/qwen3']
    const args = ['chat', '-s', 'same', 'How — 雨?', '--system', 'Be brief.', '--max-tokens', '50', ...model]
    const dry = (await zen.run([...args, '--dry-run', '--json'], { env })).json().data
    const text = (await zen.run([...args, '--dry-run'], { env })).stdout
    const server = provider === 'openai' ? cloud : zen.ollama
    expect(server.modelRequests).toHaveLength(0)

    expect((await zen.run(args, { env })).code).toBe(0)
    const [arrived] = server.modelRequests
    const shown = dry.request as Shown
    expect(shown.body).toBe(arrived?.bodyText)
    expect(`${shown.method} ${new URL(shown.url).pathname}`).toBe(`${arrived?.method} ${arrived?.path}`)
    expect(text.split('\n')).toContain(arrived?.bodyText)
    expect(text + JSON.stringify(dry)).not.toContain(env.OPENAI_API_KEY)
    if (provider === 'openai') expect(shown.headers.authorization).toBe('‹masked›')
  })

  it('says what it can cost: nothing here, the most elsewhere, or that nobody knows', async () => {
    const costOf = async (model: string) =>
      (await zen.run(['chat', 'Hello', '-m', model, '--dry-run', '--json'], { env })).json().data.max_cost_usd
    expect(await costOf('ollama/qwen3')).toBe(0)
    expect(await costOf('openai/mini')).toBeGreaterThan(0)
    expect(await costOf('openai/gpt-99')).toBeNull()
  })
})

describe('zen chat --max-cost', () => {
  it('sends and keeps nothing that could cost more, with exit code 5', async () => {
    await grant()
    const args = ['chat', '-s', 'dear', 'Hello', '-m', 'openai/mini']
    const refused = await zen.run([...args, '--max-cost', '0.001', '--json'], { env })
    expect(refused.code).toBe(5)
    expect(refused.json().error).toMatchObject({ code: 'llm/over-budget', hint: expect.stringContaining('cheaper') })
    const unknown = await zen.run(['chat', 'Hello', '-m', 'openai/gpt-99', '--max-cost', '9'], { env })
    expect(unknown).toMatchObject({ code: 5, stderr: expect.stringContaining('price is unknown') })
    expect(cloud.modelRequests).toHaveLength(0)
    expect((await zen.run(['session', 'list', '--json'])).json().data.sessions).toEqual([])

    const sent = await zen.run([...args, '--max-cost', '$0.001', '--max-tokens', '20', '--json'], { env })
    expect(sent.code).toBe(0)
    expect(sent.json().data.cost_usd).toBeGreaterThan(0)
    expect(cloud.modelRequests).toHaveLength(1)
  })

  it('lets a local model answer, and refuses what is no amount', async () => {
    expect(await zen.run(['chat', 'Hello', '--max-cost', '0'])).toMatchObject({ code: 0 })
    for (const word of ['', 'much', '-1', 'NaN']) {
      expect((await zen.run(['chat', 'Hello', `--max-cost=${word}`])).code).toBe(2)
    }
    expect(zen.ollama.modelRequests).toHaveLength(1)
  })
})

describe('zen usage', () => {
  const usage = async (...args: string[]) => (await zen.run(['usage', ...args, '--json'])).json().data

  it('adds up what every command used, also of another tool', async () => {
    expect(await zen.run(['usage'])).toMatchObject({ code: 0, stdout: 'Nothing was used yet.\n' })
    await grant()
    await zen.run(['chat', '-s', 'one', 'Hello'])
    await zen.run(['chat', '-s', 'one', 'Again'])
    await zen.run(['chat', '-s', 'two', 'Hello', '-m', 'openai/mini'], { env })
    const sessions = await usage('--by', 'session')
    expect(sessions.total).toMatchObject({ requests: 3, unknown_cost: 0 })
    expect(sessions.totals).toMatchObject([
      { key: 'two', requests: 1 },
      { key: 'one', requests: 2, cost_usd: 0 },
    ])
    expect((await usage('--by', 'model')).totals).toMatchObject([{ key: 'openai/gpt-5.4-mini' }, {}])
    const entry = { at: '2026-01-05T00:00:00.000Z', id: 'x', app: 'sena', project: 'house', provider: 'a', model: 'b' }
    const directory = join(zen.home, '.local/share/engawa/usage')
    writeFileSync(join(directory, '2026-01.ndjson'), `${JSON.stringify(entry)}\n`)
    expect(await usage('--until', '2026-01-05')).toMatchObject({ totals: [{ key: '2026-01-05', unknown_cost: 1 }] })
    expect((await usage('--since', '2026-01-06')).total).toMatchObject({ requests: 3 })
    expect((await usage('--project', 'house')).total).toMatchObject({ requests: 1 })
    const table = (await zen.run(['usage', '--by', 'project'])).stdout
    expect(table).toMatch(/^PROJECT +REQUESTS +INPUT +OUTPUT +COST/)
    expect(table).toMatch(/house +1 +0 +0 +unknown/)
  })

  it('knows of an answer that broke off, and nothing of one that --memory asked', async () => {
    zen.ollama.next({ cutAfter: 2 })
    expect((await zen.run(['chat', 'one two three'])).code).toBe(4)
    await zen.run(['chat', 'a whisper', '--memory'])
    expect((await usage()).total).toMatchObject({ requests: 1, uncertain: 1 })
  })

  it('says of a line that it cannot read that it left it out', async () => {
    const directory = join(zen.home, '.local/share/engawa/usage')
    mkdirSync(directory, { recursive: true })
    await zen.run(['chat', 'Hello'])
    for (const name of readdirSync(directory)) appendFileSync(join(directory, name), '{"torn\n')
    expect(await zen.run(['usage'])).toMatchObject({ code: 0, stderr: expect.stringContaining('1 lines') })
  })

  it('refuses a day that is none', async () => {
    for (const day of ['yesterday', '2026-02-30', '2026-1-1']) {
      expect(await zen.run(['usage', '--since', day])).toMatchObject({ code: 2, stderr: expect.stringContaining(day) })
    }
  })
})

describe('zen models', () => {
  it('show says what a name means, without asking a cloud', async () => {
    const shown = (await zen.run(['models', 'show', 'mini', '--json'], { env })).json().data
    expect(shown).toMatchObject({
      provider: 'openai',
      model: 'gpt-5.4-mini',
      aliases: ['mini'],
      context_window: 400_000,
      price: { as_of: expect.stringMatching(/^20/) },
    })
    expect(cloud.requests).toHaveLength(0)
    expect((await zen.run(['models', 'show', 'opus'])).stdout).toMatch(/price +unknown/)
    expect((await zen.run(['models', 'show', 'ollama/qwen3', '--json'])).json().data).toMatchObject({
      context_window: 40_960,
      capabilities: expect.arrayContaining(['tools', 'think']),
      price: null,
    })
    expect(await zen.run(['models', 'show', 'sonet'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sonnet'),
    })
  })

  it('know what a person says of one, in their own settings', async () => {
    const price = { input: 1, output: 2, as_of: '2026-10' }
    const mine = { aliases: ['my-own'], max_output: 1_000, price }
    zen.config({ models: { own: { 'openai/gpt-99': mine } } })
    const shown = (await zen.run(['models', 'show', 'my-own', '--json'], { env })).json().data
    expect(shown).toMatchObject({ model: 'gpt-99', max_output: 1_000, price: { input: 1, as_of: '2026-10' } })
    await grant()
    const run = await zen.run(['chat', 'Hello', '-m', 'my-own', '--max-cost', '0.5', '--json'], { env })
    expect(run.json().data).toMatchObject({ model: 'gpt-99', cost_usd: expect.any(Number) })
    zen.config({ models: { own: { 'gpt-99': mine } } })
    expect(await zen.run(['models'])).toMatchObject({ code: 3, stderr: expect.stringContaining('models.own.gpt-99') })
  })

  it('pull gets a model, which then answers', async () => {
    const run = await zen.run(['models', 'pull', 'mistral'])
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('zen chat -m ollama/mistral') })
    expect((await zen.run(['chat', 'Hi', '-m', 'ollama/mistral'])).stdout).toBe('You said: Hi\n')
    expect((await zen.run(['models', 'pull', 'missing'])).code).toBe(4)
    expect(await zen.run(['models', 'pull', 'x', '--provider', 'openai'], { env })).toMatchObject({ code: 2 })
  })
})

describe('a provider that is down', () => {
  it('is left alone by the next processes, which say so at once', async () => {
    const away = { OLLAMA_HOST: `http://127.0.0.1:${await freePort()}` }
    const runs = []
    for (let at = 0; at < 4; at++)
      runs.push(await zen.run(['chat', 'Hello', '-m', 'ollama/qwen3', '--json'], { env: away }))
    expect(runs.map((run) => run.json().error.code)).toEqual([
      'llm/unreachable',
      'llm/unreachable',
      'llm/unreachable',
      'llm/circuit-open',
    ])
  })
})
