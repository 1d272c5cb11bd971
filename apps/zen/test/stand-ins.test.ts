import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type FakeOllama, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let spare: FakeOllama
beforeEach(async () => {
  zen = await createZenHome()
  spare = await startFakeOllama()
})
afterEach(() => Promise.all([zen.close(), spare.close()]))

const withSpare = (models: object = {}) =>
  zen.config({
    providers: { spare: { kind: 'ollama', base_url: spare.url } },
    models: { default: 'ollama/llama3.2', fallback: ['spare/qwen3'], ...models },
  })

async function asked(...args: readonly string[]) {
  const run = await zen.run(['chat', ...args, '--json'])
  expect(run).toMatchObject({ code: 0 })
  const { data } = run.json()
  assertMatchesOutput(cli, 'chat', data)
  return data
}

describe('models.fallback', () => {
  it('has another model asked when one fails before its answer began, and says so', async () => {
    withSpare()
    zen.ollama.always({ status: { code: 503, error: 'overloaded' } })
    const data = await asked('hello', '-s', 'x')
    expect(data).toMatchObject({
      answer: 'You said: hello',
      provider: 'spare',
      instead_of: [{ provider: 'ollama', code: 'llm/server' }],
      cached: false,
    })
    expect((data.notes as string[]).join()).toMatch(
      /ollama\/llama3\.2\S* failed \(llm\/server\); spare\/qwen3\S* answered/,
    )
    expect((await zen.run(['session', 'export', 'x'])).stdout).toContain('"provider":"spare"')
    expect((await zen.run(['chat', 'again'])).stderr).toContain('answered instead')
    // The ledger knows who was used.
    expect((await zen.run(['usage', '--by', 'model'])).stdout).toContain('qwen3')
  })

  it('does nothing while the first one answers', async () => {
    withSpare()
    expect(await asked('hello')).toMatchObject({ provider: 'ollama', instead_of: [] })
    expect(spare.modelRequests).toEqual([])
  })

  it('keeps what had begun rather than begin anew elsewhere', async () => {
    withSpare()
    zen.ollama.always({ cutAfter: 2 })
    const run = await zen.run(['chat', 'hello', '--json'])
    expect(run.code).toBe(4)
    expect(spare.modelRequests).toEqual([])
  })

  it('is not for a call with a limit, which was meant for one price', async () => {
    withSpare()
    zen.ollama.always({ status: { code: 503, error: 'overloaded' } })
    expect((await zen.run(['chat', 'hello', '--max-cost', '1'])).code).toBe(4)
    expect(spare.modelRequests).toEqual([])
  })

  it('works for tools, too', async () => {
    withSpare()
    zen.ollama.always({ status: { code: 503, error: 'overloaded' } })
    const { data } = (await zen.run(['do', 'hello', '--json'])).json()
    expect(data).toMatchObject({ metadata: { provider: 'spare' } })
  })
})

describe('models.cache_minutes', () => {
  it('answers the very same request from what was answered before, says so, and costs nothing', async () => {
    withSpare({ cache_minutes: 60 })
    expect(await asked('what is a heron?')).toMatchObject({ cached: false })
    const again = await asked('what is a heron?')
    expect(again).toMatchObject({ answer: 'You said: what is a heron?', cached: true, cost_usd: 0 })
    expect((again.notes as string[]).join()).toContain('asked before')
    expect(zen.ollama.modelRequests).toHaveLength(1)
    expect(await asked('what is an egret?')).toMatchObject({ cached: false })
    expect(await asked('what is a heron?', '--temperature', '0.1')).toMatchObject({ cached: false })
    expect(await asked('what is a heron?', '--memory')).toMatchObject({ cached: false })
  })

  it('is off unless told', async () => {
    await asked('what is a heron?')
    expect(await asked('what is a heron?')).toMatchObject({ cached: false })
    expect(zen.ollama.modelRequests).toHaveLength(2)
  })
})
