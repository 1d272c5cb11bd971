import { expect, it } from 'vitest'
import { secretsOfTrace } from './secrets-of-trace.js'

const trace = (input: string, prompt: unknown) => ({
  input,
  stages: [
    {
      stage: 'llm_processing' as const,
      state: 'complete' as const,
      started_at: '',
      duration_ms: 1,
      details: '',
      data: { prompt },
    },
  ],
})
const [one, two] = ['‹secret:github-token:7f3a›', '‹secret:password:91c2›']

it('counts each secret of the question once, also behind where the trace shortens it', () => {
  expect(secretsOfTrace(trace(`${one} and ${one}`, [{ text: `${one} and ${one} and ${two}` }]))).toBe(2)
})

it('leaves out what is remembered and what was said before', () => {
  expect(secretsOfTrace(trace('And now?', [{ text: one }, { text: `<memory>${two}</memory>\n\nAnd now?` }]))).toBe(0)
})

it('goes by the question when the prompt was cut before it', () => {
  expect(secretsOfTrace(trace(`mine is ${one}`, [{ text: `<memory>${two}` }]))).toBe(1)
})

it.each([undefined, 'text', [], [null], [{ text: 3 }]])('finds none where the prompt is %j', (prompt) => {
  expect(secretsOfTrace(trace(one, prompt))).toBe(0)
})
