import { LlmError } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import { type Budget, type LedgerOptions, type UsageEntry, withBudget, withUsageLedger } from '../src/index.js'
import { answering, said } from './answering.js'
import { drain, question } from './ask.js'
import { vouched } from './vouched.js'

const clock = { now: () => Date.UTC(2026, 2, 10), monotonic: () => 0 }
const price = { input: 1, output: 10, asOf: '2026-01' }
const priced = { provider: 'openai', model: 'big', aliases: [], capabilities: [], maxOutput: 1_000, price }

function ledgerInMemory(options: Partial<LedgerOptions> = {}) {
  const entries: UsageEntry[] = []
  const ledger = {
    append: async (entry: UsageEntry) => void entries.push(entry),
    entries: async function* () {
      yield* entries
    },
  }
  const failures: unknown[] = []
  const onLedgerFailure = (error: unknown) => failures.push(error)
  return { entries, failures, options: { ledger, clock, models: [priced], onLedgerFailure, ...options } }
}

describe('withUsageLedger', () => {
  it('writes down who asked which model, what it used and what that cost', async () => {
    const { entries, options } = ledgerInMemory({ app: 'zen', project: 'p', session: 's' })
    const provider = withUsageLedger(answering({}, said('yes')), options)
    expect((await provider.generate(question('x', { model: 'big' }))).text).toBe('yes')
    expect(entries).toEqual([
      {
        at: '2026-03-10T00:00:00.000Z',
        id: expect.stringMatching(/./),
        app: 'zen',
        project: 'p',
        session: 's',
        provider: 'openai',
        model: 'big',
        kind: 'chat',
        outcome: 'complete',
        inputTokens: 1_000,
        outputTokens: 100,
        costUsd: 0.002,
        priceAsOf: '2026-01',
      },
    ])
  })

  it('never calls an unknown cost 0, and only what runs here free', async () => {
    const { entries, options } = ledgerInMemory()
    await withUsageLedger(answering({}, said('a')), options).generate(question('x', { model: 'unheard-of' }))
    const local = answering({ id: 'ollama', location: 'local' }, said('a'))
    await withUsageLedger(local, options).generate(question('x', { model: 'qwen3' }))
    await withUsageLedger(local, options).generate(question('x', { model: 'gpt-oss:120b-cloud' }))
    expect(entries.map(({ costUsd }) => costUsd)).toEqual([undefined, 0, undefined])
  })

  it('has the answer on the disk before it is complete for anybody else', async () => {
    const { entries, options } = ledgerInMemory()
    for await (const part of withUsageLedger(answering({}, said('a')), options).stream(question('x'))) {
      if (part.type === 'finish') expect(entries).toHaveLength(1)
    }
  })

  it('estimates what an answer used that broke off, or that nobody read on', async () => {
    const { entries, options } = ledgerInMemory()
    const broken = answering({}, [{ type: 'text-delta', text: 'half an answer' }, new Error('gone')])
    expect((await drain(withUsageLedger(broken, options).stream(question('x')))).error).toBeDefined()
    for await (const _ of withUsageLedger(answering({}, said('one two')), options).stream(question('x'))) break
    expect(entries).toHaveLength(2)
    for (const entry of entries) {
      expect(entry).toMatchObject({ outcome: 'broken', estimated: true })
      expect(entry.inputTokens).toBeGreaterThan(0)
      expect(entry.outputTokens).toBeGreaterThan(0)
    }
  })

  it('writes nothing of what was never answered, or came out of a cache', async () => {
    const { entries, options } = ledgerInMemory()
    await drain(withUsageLedger(answering({}, new Error('refused')), options).stream(question('x')))
    const cached = answering({}, [{ type: 'finish', reason: 'stop', model: 'm', cached: true }])
    await drain(withUsageLedger(cached, options).stream(question('x')))
    expect(entries).toEqual([])
  })

  it('counts embeddings, by estimate where the provider does not', async () => {
    const { entries, options } = ledgerInMemory()
    const provider = withUsageLedger(answering({}), options)
    await provider.embed(vouched({ model: 'big', texts: ['one two three', 'four'] }))
    await provider.embed(vouched({ model: 'big', texts: [] }))
    expect(entries).toMatchObject([{ kind: 'embed', estimated: true, model: 'big' }])
    expect(entries[0]?.costUsd).toBeGreaterThan(0)
  })

  it('gives the answer also when the ledger cannot be written, and tells of it', async () => {
    const { failures, options } = ledgerInMemory()
    const ledger = { ...options.ledger, append: () => Promise.reject(new Error('disk full')) }
    const provider = withUsageLedger(answering({}, said('yes')), { ...options, ledger })
    expect((await provider.generate(question('x'))).text).toBe('yes')
    expect(failures).toHaveLength(1)
  })
})

describe('withBudget', () => {
  const refusal = async (budget: Budget, fields = {}, place: Parameters<typeof answering>[0] = {}) => {
    const provider = answering(place, said('yes'))
    const { error } = await drain(
      withBudget(provider, { models: [priced], ...budget }).stream(question('x', { model: 'big', ...fields })),
    )
    expect(provider.asked).toHaveLength(error === undefined ? 1 : 0)
    return error
  }

  it('sends nothing that could cost more than is allowed', async () => {
    const error = await refusal({ maxUsdPerRequest: 0.005 })
    expect(error).toBeInstanceOf(LlmError)
    expect(error).toMatchObject({
      code: 'llm/over-budget',
      exitCode: 5,
      message: 'openai/big could cost $0.01, more than the $0.0050 allowed.',
      hint: expect.stringMatching(/^An answer of at most 49\d tokens would fit/),
      details: { allowed_usd: 0.005, max_output_tokens: 1_000 },
    })
    expect(await refusal({ maxUsdPerRequest: 0.005 }, { maxTokens: 490 })).toBeUndefined()
    expect(await refusal({ maxUsdPerRequest: 0 })).toMatchObject({ hint: expect.stringContaining('Send less') })
    expect(await refusal({ maxUsdPerRequest: 0.02 })).toBeUndefined()
    expect(await refusal({ maxUsdPerRequest: 0.005 }, { maxTokens: 300 })).toBeUndefined()
  })

  it('counts the input too', async () => {
    const { messages } = question('word '.repeat(20_000)).value
    expect(await refusal({ maxUsdPerRequest: 0.02 }, { messages })).toMatchObject({ code: 'llm/over-budget' })
  })

  it('keeps back what has no price, or no longest answer: such a limit could not be held', async () => {
    expect(await refusal({ maxUsdPerRequest: 9 }, { model: 'unheard-of' })).toMatchObject({
      code: 'llm/price-unknown',
      exitCode: 5,
      message: expect.stringContaining('price is unknown'),
    })
    const { maxOutput: _, ...endless } = priced
    expect(await refusal({ maxUsdPerRequest: 9, models: [endless] })).toMatchObject({
      code: 'llm/price-unknown',
      hint: expect.stringContaining('max tokens'),
    })
  })

  it('lets everything through that runs here, and all when there is no limit', async () => {
    expect(
      await refusal({ maxUsdPerRequest: 0 }, { model: 'qwen3' }, { id: 'ollama', location: 'local' }),
    ).toBeUndefined()
    expect(await refusal({}, { model: 'unheard-of' })).toBeUndefined()
  })

  it('holds a limit for many requests against what is spent', async () => {
    const spent = { usd: 0.985 }
    const limit = { maxUsd: 1, name: 'daily limit', spentUsd: async () => spent.usd }
    expect(await refusal({ limit })).toBeUndefined()
    spent.usd = 0.995
    expect(await refusal({ limit })).toMatchObject({
      code: 'llm/over-budget',
      message: 'openai/big could cost $0.01; of the daily limit of $1.00, $0.99 is spent.',
    })
  })
})
