import type { LogLevel, LogRecord } from '@engawa/sena-client'
import { expect, it } from 'vitest'
import { shownLogs } from './shown-logs.js'

const record = (id: number, level: LogLevel, message = 'm'): LogRecord => ({
  id,
  timestamp: '',
  level,
  module: 'Pipeline',
  message,
  context: {},
})
const ids = (logs: readonly LogRecord[]) => logs.map(({ id }) => id)

it('puts stored and live together, each once, in order', () => {
  const shown = shownLogs([record(2, 'info'), record(1, 'info')], [record(2, 'info'), record(3, 'info')], {
    level: 'debug',
    text: '',
  })
  expect(ids(shown)).toEqual([1, 2, 3])
})

it('keeps the level asked for and what is graver', () => {
  const all = (['debug', 'info', 'warning', 'error', 'critical'] as const).map((level, id) => record(id, level))
  expect(ids(shownLogs(all, [], { level: 'warning', text: '' }))).toEqual([2, 3, 4])
})

it('looks for text in module and message, in either case', () => {
  const logs = [record(1, 'info', 'Turn done'), record(2, 'info', 'other')]
  expect(ids(shownLogs(logs, [], { level: 'debug', text: ' turn ' }))).toEqual([1])
  expect(ids(shownLogs(logs, [], { level: 'debug', text: 'pipeline' }))).toEqual([1, 2])
})
