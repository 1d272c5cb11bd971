import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { sentMessages } from './sent.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const verdict = {
  claim: 'Redis loses what it acknowledged',
  verdict: 'holds-partly',
  for: ['without AOF it does'],
  against: ['with AOF and fsync always it does not'],
  would_change_it: ['a log of a crash'],
  conclusion: 'It depends on the settings.',
  confidence: 'high',
}

describe('zen challenge', () => {
  it('weighs a claim, for people and for programs', async () => {
    zen.ollama.replyWith(() => JSON.stringify(verdict))
    const shown = await zen.run(['challenge', 'Redis loses data', '-s', 'claims'])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toContain('# It holds in part (confidence: high)')
    expect(shown.stdout).toContain('## Against\n\n- with AOF')

    const { data } = (await zen.run(['challenge', 'Redis loses data', '-s', 'claims', '--json'])).json()
    expect(data).toMatchObject({
      status: 'success',
      tool: 'challenge',
      result: verdict,
      metadata: { session: 'claims', provider: 'ollama', cost_usd: 0, backend: 'file', repairs: 0 },
    })
  })

  it('asks once more for an answer that is none, and says so', async () => {
    let asked = 0
    zen.ollama.replyWith(() => {
      asked += 1
      return asked === 1 ? 'It depends.' : `Sure!\n\`\`\`json\n${JSON.stringify(verdict)}\n\`\`\``
    })
    const { data } = (await zen.run(['challenge', 'It is so', '--json'])).json()
    expect(data).toMatchObject({ status: 'success', metadata: { repairs: 1 } })
    const messages = sentMessages(zen.ollama)
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(messages.at(-1)?.content).toContain('it is not JSON')
  })

  it('gives up on nonsense with exit code 4, and keeps what was said', async () => {
    zen.ollama.replyWith(() => 'Colourless green ideas.')
    const run = await zen.run(['challenge', 'It is so', '-s', 'nonsense', '--json'])
    expect(run.code).toBe(4)
    expect(run.json().error).toMatchObject({ code: 'zen/unusable-answer', hint: expect.stringContaining('nonsense') })
    const shown = await zen.run(['session', 'show', 'nonsense'])
    expect(shown.stdout).toContain('Colourless green ideas.')
    expect(zen.ollama.modelRequests).toHaveLength(2)
  })
})
