import { expect, test } from 'vitest'
import { asksForRecall, shouldRetrieve } from './retrieval-decision.js'

const general = { type: 'general_conversation', needsMemory: true }
const standalone = { type: 'general_conversation', needsMemory: false }
const greeting = { type: 'greeting', needsMemory: false }

test.each([
  ["What did I say about my sister's birthday?", general],
  ['Remember when we talked about kites?', standalone],
  ['What did we decide yesterday', standalone],
  ['Continue with last week', standalone],
  ['Hello, what did we discuss last time?', greeting],
  ['Is it finished?', standalone],
  ['And what about them?', standalone],
  ['What is my dentist called?', standalone],
  ['Paint the shed', general],
])('looks into memory for %j', (input, intent) => {
  expect(shouldRetrieve(input, intent).retrieve).toBe(true)
})

test.each([
  ['Hello there!', greeting],
  ['What is the capital of Peru?', general],
  ['How do magnets work?', general],
  ['What is my CPU load?', { type: 'system_command', needsMemory: false }],
  ['Show the CPU load', { type: 'system_command', needsMemory: false }],
])('does not look into memory for %j', (input, intent) => {
  expect(shouldRetrieve(input, intent).retrieve).toBe(false)
})

test('an intent to recall always looks', () => {
  expect(shouldRetrieve('kites', { type: 'recall', needsMemory: false })).toEqual({
    retrieve: true,
    reason: 'the intent is to recall',
  })
})

test('the reason names the words that decided', () => {
  expect(shouldRetrieve('As I asked last week', standalone).reason).toBe('refers to the past ("last week")')
})

test('a huge input is decided on its start', () => {
  const input = 'What is '.concat('x'.repeat(5_000_000))
  expect(shouldRetrieve(input, general).retrieve).toBe(false)
})

test('tells a question to memory from a statement', () => {
  expect(asksForRecall('What did I say about kites?')).toBe(true)
  expect(asksForRecall('I remember that the kite was red.')).toBe(false)
  expect(asksForRecall('What is a kite?')).toBe(false)
})
