import { expect, test } from 'vitest'
import { shouldRetrieve } from './retrieval-decision.js'

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
  ['when is the deploy window?', standalone],
  ["what's anna allergic to", standalone],
  ['What is the capital of Peru?', standalone],
])('looks into memory for %j', (input, intent) => {
  expect(shouldRetrieve(input, intent).retrieve).toBe(true)
})

test.each([
  ['Hello there!', greeting],
  ['thanks', general],
  ['Thank you very much!', general],
  ['How are you?', general],
  ['What is my CPU load?', { type: 'system_command', needsMemory: false }],
  ['Show the CPU load', { type: 'system_command', needsMemory: false }],
])('does not look into memory for %j', (input, intent) => {
  expect(shouldRetrieve(input, intent).retrieve).toBe(false)
})

test('an intent to recall always looks', () => {
  expect(shouldRetrieve('kites', { type: 'recall', needsMemory: false })).toEqual({
    retrieve: true,
    reason: 'the intent is to recall',
    latest: true,
  })
})

test('the reason names the words that decided', () => {
  expect(shouldRetrieve('As I asked last week', standalone).reason).toBe('refers to the past ("last week")')
})

test('only who asks for what was said may be given the latest', () => {
  expect(shouldRetrieve('Remind me', general).latest).toBe(true)
  expect(shouldRetrieve('And what about them?', general).latest).toBeUndefined()
})

test('the reason of a plain question claims nothing that was not looked at', () => {
  expect(shouldRetrieve('when is the deploy window?', general).reason).toBe(
    'a question: what was told before may answer it',
  )
})

test('a huge input is decided on its start', () => {
  const input = 'x'.repeat(5_000_000).concat(' remember?')
  expect(shouldRetrieve(input, standalone).retrieve).toBe(false)
})
