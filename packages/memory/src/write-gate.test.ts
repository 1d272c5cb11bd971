import { expect, test } from 'vitest'
import { worthRemembering } from './write-gate.js'

const user = { source: 'user', intentType: 'general_conversation', recalled: false } as const

test.each([
  'I moved to Lisbon.',
  'remember that Anna is allergic to nuts',
  'We land on 12 May. Can you book a room?',
  '在东京工作',
])('keeps %j', (text) => {
  expect(worthRemembering({ ...user, text }).store).toBe(true)
})

test.each([
  '',
  'ok',
  '🪁🪁🪁🪁🪁',
  'What did I say about kites?',
  'when is the deploy window',
  'Can you book the dentist for 12 May?',
  'thanks',
  'Thank you, that is great!',
  'tell a joke now',
])('drops %j', (text) => {
  expect(worthRemembering({ ...user, text }).store).toBe(false)
})

test('drops greetings and commands to the machine', () => {
  expect(worthRemembering({ ...user, text: 'Hello there!', intentType: 'greeting' }).store).toBe(false)
  expect(worthRemembering({ ...user, text: 'What is my CPU load?', intentType: 'system_command' }).store).toBe(false)
})

test('keeps a new answer and drops one that was made from memory', () => {
  const answer = { ...user, source: 'assistant', text: 'A kite flies by lift.' } as const
  expect(worthRemembering(answer).store).toBe(true)
  expect(worthRemembering({ ...answer, recalled: true }).store).toBe(false)
  expect(worthRemembering({ ...answer, text: 'You are welcome, ask away.', asked: 'thanks' }).store).toBe(false)
})
