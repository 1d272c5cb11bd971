import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RedisService, startRedis, whyMissing } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

interface Shown {
  id: string
  seq: number
  role: string
  text: string
  reply_to: string | null
}

/** Fifty by `ZEN_PROCESSES=50`; a sample in every run. */
const count = Number(process.env.ZEN_PROCESSES ?? 12)
const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')
const hasRedis = (await whyMissing('redis')) === undefined

let zen: ZenHome
let redis: RedisService | undefined
beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.stop())
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

describe.each(['file', 'sqlite', ...(hasRedis ? ['redis'] : [])])('many processes on one session (%s)', (type) => {
  beforeEach(() => {
    const place = type === 'redis' ? { redis_port: redis?.port, redis_key_prefix: `${zen.home}:` } : {}
    zen.config({ storage: { type, ...place } })
  })

  it('lose nothing: every question once, every answer linked to its question, in one order', async () => {
    const questions = Array.from({ length: count }, (_, number) => `question ${number} of many`)
    const runs = await Promise.all(questions.map((question) => zen.run(['chat', '-s', 'shared', question])))
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 0, stderr: '' })))
    const messages = await shown()
    expect(messages).toHaveLength(2 * count)
    for (const question of questions) expectPair(messages, question)
  }, 300_000)

  it('lose nothing acknowledged when a third of them is killed at random', async () => {
    const runs = Array.from({ length: count }, (_, number) => start(`question ${number} of many`))
    const victims = runs.filter((_, number) => number % 3 === 0)
    // Somewhere between starting Node and printing the answer: what each was doing is chance.
    await Promise.all(victims.map(({ child }) => killedWithin(child, 4_000)))
    const ended = await Promise.all(runs.map(({ ended }) => ended))
    // None that was spared noticed anything.
    expect(ended.filter((_, number) => number % 3 !== 0)).toEqual(
      runs.filter((_, number) => number % 3 !== 0).map(({ question }) => ({ question, code: 0 })),
    )
    const messages = await shown()
    for (const { question, code } of ended) if (code === 0) expectPair(messages, question)
    // A killed one has said nothing, or asked, or asked and been answered: never twice, never by halves.
    for (const { question } of ended) {
      const asked = messages.filter(({ text }) => text === question)
      expect(asked.length).toBeLessThanOrEqual(1)
      expect(
        messages.filter(({ reply_to }) => reply_to !== null && reply_to === asked[0]?.id).length,
      ).toBeLessThanOrEqual(1)
    }
    expect(
      messages.filter(({ role, reply_to }) => role === 'assistant' && !messages.some(({ id }) => id === reply_to)),
    ).toEqual([])
    // The killed ones left no lock behind.
    expect((await zen.run(['chat', '-s', 'shared', 'still there?'])).code).toBe(0)
  }, 300_000)
})

/** Everything said, whose places are 1, 2, 3 … without a gap. */
async function shown(): Promise<readonly Shown[]> {
  const { data } = (await zen.run(['session', 'show', 'shared', '--json', '--last', '1000'])).json()
  const messages = data.messages as Shown[]
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length)
  return messages
}

function expectPair(messages: readonly Shown[], question: string): void {
  const asked = messages.filter(({ role, text }) => role === 'user' && text === question)
  expect(asked).toHaveLength(1)
  const answers = messages.filter(({ reply_to }) => reply_to === asked[0]?.id)
  expect(answers.map(({ text }) => text)).toEqual([`You said: ${question}`])
  expect(answers[0]?.seq).toBeGreaterThan(asked[0]?.seq ?? Number.POSITIVE_INFINITY)
}

function start(question: string) {
  const child = spawn(process.execPath, [bin, 'chat', '-s', 'shared', question], {
    cwd: zen.home,
    env: { PATH: process.env.PATH, HOME: zen.home, OLLAMA_HOST: zen.ollama.url },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const ended = new Promise<{ question: string; code: number | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve({ question, code }))
  })
  return { question, child, ended }
}

function killedWithin(child: ChildProcess, longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      child.kill('SIGKILL')
      resolve()
    }, Math.random() * longestMs)
  })
}
