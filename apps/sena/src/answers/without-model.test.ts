import { expect, test } from 'vitest'
import { classifyByRules } from '../intent/rules.js'
import { answerWithoutModel, type WithoutModel } from './without-model.js'

const answer = (input: string, given: Partial<WithoutModel> = {}) =>
  answerWithoutModel({
    input,
    intent: classifyByRules(input),
    history: [],
    memories: [],
    extensions: [],
    reason: 'none there',
    hint: 'Install one.',
    ...given,
  })

test.each([
  ['when is the deploy window?', 'I know nothing about that yet.'],
  ['tell a joke now', 'I cannot do that without a model.'],
  ['thanks', 'I am here.'],
  ['Hello!', 'Hello! I am here.'],
  ['What did I say about kites?', 'I found nothing about that in memory.'],
  ['I moved to Lisbon.', 'I have kept what you wrote and can find it again when you ask.'],
])('%j is answered with %j', (input, said) => {
  expect(answer(input)).toBe(`${said}\n\nNo model answered this (none there). Install one.`)
})

test('what to do about it is told once in a conversation', () => {
  const first = { role: 'assistant', text: answer('Hello!'), at: 0 } as const
  expect(answer('Is it late?', { history: [first] })).toMatch(/No model answered this \(none there\)\.$/)
  expect(answer('Is it late?', { history: [{ ...first, role: 'user' }] })).toContain('Install one.')
})
