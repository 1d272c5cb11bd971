import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { sampleReply } from './sample-answer.js'
import { askedText, sentMessages } from './sent.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
  zen.ollama.replyWith(sampleReply)
})
afterEach(() => zen.close())

const view = (summary: string) =>
  JSON.stringify({ position: 'conditional', summary, arguments: [], risks: [], confidence: 'medium' })

const three = ['--models', 'llama3.2=for', 'qwen3=against', 'missing-model']

describe('zen consensus', () => {
  it('goes on without the one of three that fails, and says so', async () => {
    const run = await zen.run(['consensus', 'Rewrite it?', ...three, '-s', 'rewrite', '--json'])
    expect(run.code).toBe(0)
    const { status, result, notes } = run.json().data as {
      status: string
      result: { views: unknown[]; recommendation: string }
      notes: string[]
    }
    expect(status).toBe('partial')
    expect(result.recommendation).toBe('words')
    expect(result.views).toMatchObject([
      { letter: 'A', model: 'llama3.2', stance: 'for', view: { position: 'support' }, error: null },
      { letter: 'B', model: 'qwen3', stance: 'against', error: null },
      { letter: null, model: 'missing-model', stance: 'neutral', view: null, error: { code: 'llm/model-not-found' } },
    ])
    expect(notes.join()).toContain('missing-model did not answer')
  })

  it('keeps the question once, and every answer linked to it', async () => {
    await zen.run(['consensus', 'Rewrite it?', ...three, '-s', 'rewrite'])
    const lines = (await zen.run(['session', 'export', 'rewrite'])).stdout.split('\n')
    const messages = lines
      .filter((line) => line.includes('"role"'))
      .map((line) => JSON.parse(line) as { message?: unknown } & Record<string, unknown>)
    expect(messages.filter((line) => JSON.stringify(line).includes('"role":"user"'))).toHaveLength(2)
    expect(messages.filter((line) => JSON.stringify(line).includes('"role":"assistant"'))).toHaveLength(3)
  })

  it('asks at the same time, and no model hears another; the synthesis does not know whose view is whose', async () => {
    zen.ollama.replyWith((prompt) =>
      prompt.messages[0]?.content.startsWith('You give your own view')
        ? view(`the view of ${prompt.messages[0].content.includes('case for') ? 'a friend' : 'a foe'}`)
        : sampleReply(prompt),
    )
    await zen.run(['chat', 'Our parser is slow', '-s', 'rewrite'])
    await zen.run([
      'consensus',
      'Rewrite it?',
      '--models',
      'llama3.2=for',
      'qwen3=against',
      '-m',
      'gemma2:2b',
      '-s',
      'rewrite',
    ])
    const views = [1, 2].map((at) =>
      sentMessages(zen.ollama, at)
        .map(({ content }) => content)
        .join('\n'),
    )
    for (const heard of views) {
      expect(heard).toContain('Our parser is slow')
      expect(heard).toContain('Rewrite it?')
      expect(heard).not.toMatch(/a friend|a foe|llama|qwen/)
    }
    const synthesis = sentMessages(zen.ollama)
      .map(({ content }) => content)
      .join('\n')
    expect(synthesis).toContain('the view of a friend')
    expect(synthesis).toContain('"letter":"B"')
    expect(synthesis).not.toMatch(/llama|qwen/)
    expect(zen.ollama.modelRequests.at(-1)?.bodyText).toContain('"model":"gemma2:2b"')
    expect(askedText(zen.ollama)).toContain('The proposal:')
  })

  it('is none with one voice: exit code 4, and what it said is kept', async () => {
    const run = await zen.run(['consensus', 'Rewrite it?', '--models', 'qwen3', 'missing-model', '-s', 'one', '--json'])
    expect(run.code).toBe(4)
    expect(run.json().error).toMatchObject({
      code: 'zen/no-consensus',
      details: { failed: [{ model: 'missing-model', code: 'llm/model-not-found' }] },
    })
    expect((await zen.run(['session', 'show', 'one'])).stdout).toContain('support')
  })

  it.each([
    [['--models', 'qwen3'], 'two models'],
    [[], 'two models'],
    [['--models', 'qwen3=maybe', 'llama3.2'], 'no stance'],
    [['--models', 'qwen3', 'qwen3'], 'twice'],
  ])('refuses %j', async (args, words) => {
    const run = await zen.run(['consensus', 'Rewrite it?', ...args, '--json'])
    expect(run.code).toBe(2)
    expect(run.json().error).toMatchObject({ code: 'zen/consensus-models', message: expect.stringContaining(words) })
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })
})
