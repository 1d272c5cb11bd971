import { LlmError } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import { run } from '../../test/run-in-process.js'
import { assertMatchesOutput } from '../testing/index.js'
import { doctorCommand } from './doctor-command.js'
import type { Check } from './run-checks.js'

const good: Check = { name: 'storage', run: async () => ({ status: 'ok', detail: 'SQLite 3.50' }) }
const poor: Check = {
  name: 'redis',
  run: async () => ({ status: 'warn', detail: 'not set', remedy: 'Set redis.url.' }),
}
const broken: Check = {
  name: 'ollama',
  run: () => Promise.reject(new LlmError('refused', { hint: 'Start it: ollama serve' })),
}
const hanging: Check = { name: 'hangs', run: () => new Promise(() => {}), timeoutMs: 20 }

const program = (...checks: Check[]) => ({
  name: 'demo',
  version: '1.0.0',
  summary: 'For tests.',
  formats: ['text', 'json'] as const,
  commands: [doctorCommand('demo', async () => checks)],
})

describe('doctor', () => {
  it('shows every check with its remedy, and fails when one fails', async () => {
    const { code, stdout } = await run(program(good, poor, broken), ['doctor'])
    expect(code).toBe(1)
    expect(stdout.replace(/\d+ ms/g, 'N ms')).toBe(
      [
        'ok    storage  SQLite 3.50 (N ms)',
        'warn  redis    not set (N ms)',
        '               → Set redis.url.',
        'fail  ollama   refused (N ms)',
        '               → Start it: ollama serve',
        '',
        '1 ok, 1 to look at, 1 failed',
        '',
      ].join('\n'),
    )
  })

  it('is healthy with warnings alone', async () => {
    expect((await run(program(good, poor), ['doctor'])).code).toBe(0)
  })

  it('ends a check that hangs', async () => {
    const { stdout } = await run(program(good, hanging), ['doctor', '--json'])
    const { data } = JSON.parse(stdout)
    expect(data.checks).toMatchObject([{ status: 'ok' }, { status: 'fail', detail: 'no answer within 20 ms' }])
    assertMatchesOutput(program(), 'doctor', data)
  })
})
