import { randomBytes } from 'node:crypto'
import { type FakeCloud, sampleOfSchema, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'

let zen: ZenHome
let cloud: FakeCloud
let env: Record<string, string>
beforeEach(async () => {
  zen = await createZenHome()
  // The cloud's fake answers by what it is told, as it does not pass the schema on.
  cloud = await startFakeCloud({
    reply: ({ messages }) =>
      JSON.stringify(sampleOfSchema(JSON.parse(messages[0]?.content.split('schema:\n').at(-1) ?? '{}'))),
  })
  env = { OPENAI_API_KEY: `test-${randomBytes(24).toString('hex')}`, OPENAI_BASE_URL: cloud.openaiUrl }
  await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })
})
afterEach(async () => {
  await cloud.close()
  await zen.close()
})

const models = ['--models', 'openai/gpt-4o-mini=for', 'openai/gpt-4o-mini=against']

describe('what a tool may spend', () => {
  it('is a limit for all its requests together: none is sent that could break it', async () => {
    const ask = ['consensus', 'Rewrite it?', ...models, '-m', 'openai/gpt-4o-mini', '--max-tokens', '1000', '--json']
    const dry = (await zen.run([...ask, '--dry-run'], { env })).json().data as { requests: { max_cost_usd: number }[] }
    const costs = dry.requests.map((request) => request.max_cost_usd)
    expect(costs).toHaveLength(2)
    const [one = 0, other = 0] = costs

    const refused = await zen.run([...ask, '--max-cost', String(Math.max(one, other) * 1.5), '-s', 'dear'], { env })
    expect(refused.code).toBe(5)
    expect(refused.json().error.code).toBe('llm/over-budget')
    expect(cloud.modelRequests).toHaveLength(0)
    expect((await zen.run(['session', 'show', 'dear'], { env })).code).toBe(2)

    const allowed = await zen.run([...ask, '--max-cost', '1'], { env })
    expect(allowed.code).toBe(0)
    const { metadata } = allowed.json().data as { metadata: { cost_usd: number; answers: unknown[] } }
    expect(metadata.answers).toHaveLength(3)
    expect(metadata.cost_usd).toBeGreaterThan(0)
  })

  it('is a limit for what brings views together, too: no view is paid for that nothing can be made of', async () => {
    const ask = ['consensus', 'Rewrite it?', ...models, '-m', 'openai/gpt-5.4', '--max-tokens', '1000', '--json']
    const dry = (await zen.run([...ask, '--dry-run'], { env })).json().data as { requests: { max_cost_usd: number }[] }
    const views = dry.requests.reduce((sum, request) => sum + request.max_cost_usd, 0)
    const refused = await zen.run([...ask, '--max-cost', String(views * 1.5), '-s', 'dear'], { env })
    expect(refused.code).toBe(5)
    expect(refused.json().error.code).toBe('llm/over-budget')
    expect(cloud.modelRequests).toHaveLength(0)
    expect((await zen.run(['session', 'show', 'dear'], { env })).code).toBe(2)
    expect((await zen.run([...ask, '--max-cost', '1'], { env })).code).toBe(0)
  })

  it('is in the ledger, by session', async () => {
    await zen.run(['challenge', 'It is fast', '-m', 'openai/gpt-4o-mini', '-s', 'claims'], { env })
    const usage = (await zen.run(['usage', '--session', 'claims', '--json'], { env })).json().data as { total: object }
    expect(usage.total).toMatchObject({ requests: 1 })
  })

  it('goes nowhere without consent', async () => {
    await zen.run(['config', 'consent', '--revoke', 'openai', '--yes'], { env })
    const run = await zen.run(['consensus', 'Rewrite it?', ...models, '-m', 'openai/gpt-4o-mini', '--json'], { env })
    expect(run.code).toBe(3)
    expect(run.json().error.code).toBe('llm/no-consent')
    expect(cloud.modelRequests).toHaveLength(0)
  })
})

describe('a tool that is cut off', () => {
  it('keeps the question and what had arrived, and ends with 4', async () => {
    zen.ollama.replyWith(() => '{"claim": "It is fast and it always was and will be"}')
    zen.ollama.next({ cutAfter: 3 })
    const run = await zen.run(['challenge', 'It is fast', '-s', 'cut', '--json'])
    expect(run.code).toBe(4)
    const shown = (await zen.run(['session', 'show', 'cut'])).stdout
    expect(shown).toContain('It is fast')
    expect(shown).toContain('{"claim":')
  })

  it('by its longest length says what allows more', async () => {
    zen.ollama.replyWith(() => `{"claim": "${'so '.repeat(50)}"}`)
    const run = await zen.run(['challenge', 'It is fast', '--max-tokens', '5', '--json'])
    expect(run.code).toBe(4)
    expect(run.json().error).toMatchObject({ code: 'zen/answer-cut', hint: expect.stringContaining('--max-tokens') })
    expect(zen.ollama.modelRequests).toHaveLength(1)
  })

  it('with --memory keeps nothing', async () => {
    zen.ollama.replyWith(() => 'a whisper')
    const run = await zen.run(['challenge', 'only a whisper', '--memory', '--json'])
    expect(run.json().error.hint).not.toContain('kept')
    expect(zen.diskText()).not.toContain('whisper')
  })
})
