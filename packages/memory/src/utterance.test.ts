import { expect, test } from 'vitest'
import { utteranceKind } from './utterance.js'

test.each([
  'When is the deploy window?',
  'when is the deploy window',
  "what's anna allergic to",
  'what time is the meeting',
  'is my server down',
  'And what about them',
  'how much did it cost',
  '展開はいつですか？',
  'Thanks! When is it?',
])('%j asks', (text) => {
  expect(utteranceKind(text)).toBe('question')
})

test.each([
  'thanks',
  'Thank you very much!',
  'thanks, sena',
  'ok great',
  'good night',
  "that's great, thanks!",
  'How are you?',
])('%j is small talk', (text) => {
  expect(utteranceKind(text)).toBe('small talk')
})

test.each(['tell a joke now', 'please show the logs', 'Write a poem about kites.', 'continue', 'try again'])(
  '%j tells Sena to do something',
  (text) => {
    expect(utteranceKind(text)).toBe('command')
  },
)

test.each([
  'I moved to Lisbon.',
  'remember that Anna is allergic to nuts',
  'When I lived in Lisbon I had a dog',
  "What's done is done.",
  'What I did was wrong',
  'Will is my brother',
  'Tell Anna that we moved.',
  'Make sure the gate is shut',
  'Thanks to Anna we have a new window',
  'Anna is allergic to nuts. What can I cook?',
  '在东京工作',
  '',
])('%j states something', (text) => {
  expect(utteranceKind(text)).toBe('statement')
})

test('a command with its material is kept, and a huge text is told by its start', () => {
  expect(utteranceKind(`Summarise this: ${'The gate is red and '.repeat(20)}`)).toBe('statement')
  expect(utteranceKind('thanks '.repeat(1_000_000))).toBe('statement')
  expect(utteranceKind(`${'so ok '.repeat(1_000_000)}x`)).toBe('statement')
})
