import { expect, test } from 'vitest'
import { classifyByRules } from './rules.js'

test.each([
  ['Hello!', 'greeting', 'fast'],
  ['good morning sena', 'greeting', 'fast'],
  ['Hello, what did I say about kites?', 'recall', 'fast'],
  ["What did I say about my sister's birthday?", 'recall', 'fast'],
  ['find notes about the shed', 'recall', 'fast'],
  ["what's my CPU load?", 'system_command', 'fast'],
  ['How much disk space is left?', 'system_command', 'fast'],
  ['fix this bug in my script', 'code_request', 'code'],
  ['```js\nx\n```', 'code_request', 'code'],
  ['Compare tea and coffee', 'complex_query', 'critical'],
  ['word '.repeat(200), 'complex_query', 'critical'],
  ['I moved to Lisbon.', 'general_conversation', 'fast'],
  ['', 'general_conversation', 'fast'],
])('%j is %s for the %s model', (input, type, recommendedModel) => {
  expect(classifyByRules(input)).toMatchObject({ type, recommendedModel })
})

test.each([
  ["what's my CPU load?", 'cpu'],
  ['How much RAM is free?', 'memory'],
  ['show disk usage', 'disk'],
  ['What is the CPU load and how much free memory is there?', 'all'],
  ['show system info', 'all'],
  ['how much memory is free', 'memory'],
  ['how much memory do I have', 'memory'],
  ['how much space is left on my drive', 'disk'],
  ['Is my disk full?', 'disk'],
  ["How's the machine doing?", 'all'],
  ['is my laptop ok?', 'all'],
  ['is this server overloaded?', 'all'],
  ['how long has this machine been running?', 'uptime'],
  ['uptime', 'uptime'],
  ["what's the uptime?", 'uptime'],
  ['How many cores', 'cores'],
  ['How many CPU cores do I have?', 'cores'],
  ['How busy is the CPU?', 'cpu'],
  ['cpu?', 'cpu'],
])('%j asks system_info for %s', (input, info_type) => {
  expect(classifyByRules(input).requiredExtensions).toEqual([{ name: 'system_info', args: { info_type } }])
})

test.each([
  'I have a fond memory of Lisbon.',
  'Did the memory of it fade?',
  'The core of the argument holds.',
  'is my ram recipe any good?',
  'What is a CPU?',
  'The story of the Apple Core is great, is it?',
  'How much memory does a goldfish have?',
  'How many cores does an apple have?',
  'How much space is left in the suitcase?',
  'How do I check disk usage in a shell?',
  'What uptime does the contract promise?',
])('%j asks this machine nothing', (input) => {
  expect(classifyByRules(input).requiredExtensions).toEqual([])
})

test('a huge input is classified on its start', () => {
  expect(classifyByRules(`write ${'a'.repeat(10_000_000)}`).type).toBe('complex_query')
})
