import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { estimateTokens } from '@engawa/llm-providers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

interface Sent {
  messages: { role: string; content: string }[]
}
const sent = () => (zen.ollama.modelRequests.at(-1)?.body as Sent | undefined)?.messages ?? []
const isSummarising = ({ messages }: Sent) => messages[0]?.content.startsWith('Summarise the conversation') === true
const summarisings = () => zen.ollama.modelRequests.map(({ body }) => body as Sent).filter(isSummarising)
const tokensOf = (messages: Sent['messages']) => messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
const shown = async (name: string) =>
  (await zen.run(['session', 'show', name, '--json', '--last', '500'])).json().data.messages as {
    role: string
    text: string
  }[]

/** A conversation of so many questions, each long enough to count. */
async function talk(name: string, questions: number) {
  const lines = ['chat', '-s', name]
  for (let at = 0; at < questions; at++) await zen.run([...lines, `question ${at} ${'word '.repeat(20)}`])
}

describe('compaction', () => {
  beforeEach(() => {
    let count = 0
    zen.ollama.replyWith(({ messages }) => {
      const [first] = messages
      if (!String(first?.content).startsWith('Summarise the conversation')) return { text: 'fine' }
      count += 1
      return { text: `summary ${count}` }
    })
  })

  it('summarises by itself what no longer fits, keeps the last ones, and destroys nothing', async () => {
    zen.config({ session: { history_tokens: 400 }, conversation: { compaction: 'auto' } })
    await talk('long', 20)
    const run = await zen.run(['chat', '-s', 'long', 'and now?'])
    expect(run.code).toBe(0)
    const [first, ...rest] = sent()
    expect(first).toMatchObject({
      role: 'system',
      content: expect.stringMatching(/^Previous conversation summary:\nsummary \d/),
    })
    expect(rest.at(-1)?.content).toBe('and now?')
    expect(rest.length).toBeGreaterThanOrEqual(11)
    expect(run.stderr).toMatch(/note: messages 1 to \d+ went as a summary/)
    const messages = await shown('long')
    for (let at = 0; at < 20; at++)
      expect(messages.filter(({ text }) => text.startsWith(`question ${at} `))).toHaveLength(1)
    // Not at each question: a summary makes room for several.
    expect(summarisings().length).toBeLessThan(8)
  }, 180_000)

  it('goes in steps that each fit, when the conversation is far larger than the window', async () => {
    zen.config({ session: { history_tokens: 8_000 }, conversation: { compaction: 'off' } })
    await talk('huge', 30)
    await zen.run(['chat', '-s', 'huge', `one long ${'雨'.repeat(900)}`])
    zen.config({ session: { history_tokens: 300 }, conversation: { compaction: 'off' } })
    const { data } = (await zen.run(['session', 'compact', 'huge', '--json'])).json()
    assertMatchesOutput(cli, 'session compact', data)
    expect(summarisings().length).toBeGreaterThan(3)
    for (const { messages } of summarisings()) expect(tokensOf(messages)).toBeLessThanOrEqual(300)
    // Each step reads what the one before has said.
    expect(summarisings().at(-1)?.messages[1]?.content).toContain(`summary ${summarisings().length - 1}`)
    expect(Number(data.tokens_after)).toBeLessThanOrEqual(300)
    expect(Number(data.tokens_before)).toBeGreaterThan(1_500)
    const run = await zen.run(['chat', '-s', 'huge', 'and now?'])
    expect(sent()[0]?.content).toContain(String(data.summary))
    expect(run.stderr).not.toContain('left out')
    expect(tokensOf(sent())).toBeLessThanOrEqual(310)
  }, 180_000)

  it('says the tokens before and after, and has nothing to do where all fits', async () => {
    await talk('short', 3)
    expect((await zen.run(['session', 'compact', 'short'])).stdout).toContain('fits as it is')
    expect(summarisings()).toEqual([])
    const kept = await zen.run(['session', 'compact', 'short', '--keep', '2'])
    expect(kept.stdout).toMatch(/4 older messages are summarised: about \d+ tokens before, \d+ after/)
    await zen.run(['chat', '-s', 'short', 'next'])
    expect(sent().map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  }, 120_000)

  it('is switched off, and is not done without a yes; what is left out is said', async () => {
    for (const compaction of ['off', 'ask']) {
      zen.config({ session: { history_tokens: 60 }, conversation: { compaction } })
      await talk(compaction, 4)
      const run = await zen.run(['chat', '-s', compaction, 'and now?'])
      expect(run.stderr).toMatch(/older messages were left out .* zen session compact/)
    }
    expect(summarisings()).toEqual([])
  }, 120_000)

  it('changes nothing when the model fails or says nothing', async () => {
    await talk('safe', 3)
    const before = await shown('safe')
    zen.ollama.replyWith(() => ({ text: '' }))
    expect((await zen.run(['session', 'compact', 'safe', '--keep', '1'])).code).toBe(4)
    zen.ollama.always({ status: { code: 500, error: 'broken' } })
    expect((await zen.run(['session', 'compact', 'safe', '--keep', '1'])).code).toBe(4)
    expect(await shown('safe')).toEqual(before)
  }, 120_000)
})
