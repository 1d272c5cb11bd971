import { describe, expect, it } from 'vitest'
import { llmError } from '../src/errors/llm-errors.js'
import { type FallbackCandidate, generateWithFallback, streamWithFallback } from '../src/index.js'
import { answering, said } from './answering.js'
import { drain, question } from './ask.js'

const down = llmError('llm/unreachable', 'down', { hint: '' })
const busy = llmError('llm/rate-limited', 'busy', { hint: '' })
const requestFor = ({ model }: FallbackCandidate) => question('x', { model })

describe('streamWithFallback', () => {
  it('names who answered, and everyone who should have', async () => {
    const third = answering({ id: 'c' }, said('here'))
    const told: string[] = []
    const result = await generateWithFallback(
      [
        { provider: answering({ id: 'a' }, down), model: 'one' },
        { provider: answering({ id: 'b' }, busy), model: 'two' },
        { provider: third, model: 'three' },
      ],
      requestFor,
      { onFallback: (failed, next) => told.push(`${failed.provider}>${next.provider.id}`) },
    )
    expect(result).toMatchObject({
      text: 'here',
      provider: 'c',
      insteadOf: [
        { provider: 'a', model: 'one', code: 'llm/unreachable' },
        { provider: 'b', model: 'two', code: 'llm/rate-limited' },
      ],
    })
    expect(told).toEqual(['a>b', 'b>c'])
    expect(third.asked[0]?.model).toBe('three')
  })

  it('says nothing of others when the first one answers', async () => {
    const spare = answering({ id: 'b' }, said('spare'))
    const candidates = [
      { provider: answering({ id: 'a' }, said('first')), model: 'one' },
      { provider: spare, model: 'two' },
    ]
    const result = await generateWithFallback(candidates, requestFor)
    expect(result).toMatchObject({ text: 'first', provider: 'a' })
    expect(result).not.toHaveProperty('insteadOf')
    expect(spare.asked).toHaveLength(0)
  })

  it.each([
    ['an answer that has begun', [{ type: 'text-delta', text: 'half' } as const, down]],
    ['a wrong request', [llmError('llm/bad-request', 'no', { hint: '' })]],
    ['an interruption', [llmError('llm/aborted', 'stopped', { hint: '' })]],
    ['something unforeseen', [new Error('a fault')]],
  ])('does not change the model over %s', async (_, answer) => {
    const spare = answering({ id: 'b' }, said('spare'))
    const { error } = await drain(
      streamWithFallback(
        [
          { provider: answering({ id: 'a' }, answer), model: 'one' },
          { provider: spare, model: 'two' },
        ],
        requestFor,
      ),
    )
    expect(error).toBe(answer.at(-1))
    expect(spare.asked).toHaveLength(0)
  })

  it('ends with the error of the last one', async () => {
    const candidates = [
      { provider: answering({ id: 'a' }, down), model: 'one' },
      { provider: answering({ id: 'b' }, busy), model: 'two' },
    ]
    expect((await drain(streamWithFallback(candidates, requestFor))).error).toBe(busy)
  })
})
