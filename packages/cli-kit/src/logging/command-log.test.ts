import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LlmError } from '@engawa/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { memory, run } from '../../test/run-in-process.js'
import type { CliDefinition, CommandContext } from '../command.js'

let path: string
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'cli-kit-')), 'logs', 'demo.log')
})

const program = (work: (context: CommandContext) => Promise<void>): CliDefinition => ({
  name: 'demo',
  version: '1.0.0',
  summary: 'A program that keeps a log.',
  formats: ['text', 'json'],
  log: {
    path: () => path,
    filter: async () => (text) => text.replaceAll('hunter2', '‹gone›'),
    debugVariable: 'DEMO_DEBUG',
  },
  commands: [
    {
      path: 'work',
      summary: 'Work.',
      examples: [],
      load: async () => ({
        run: async (context) => {
          await work(context)
          return { data: 'worked' }
        },
      }),
    },
  ],
})

const lines = () =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log of a program', () => {
  it('is not even made when all is well and nobody asked', async () => {
    await run(
      program(async ({ log }) => log.info('nothing special')),
      ['work'],
    )
    expect(existsSync(path)).toBe(false)
  })

  it('keeps warnings and failures, filtered', async () => {
    const failing = program(async ({ log }) => {
      log.warn('odd', { password: 'hunter2' })
      throw new LlmError('no answer to hunter2', { code: 'llm/server' })
    })
    expect((await run(failing, ['work'])).code).toBe(4)
    expect(lines()).toMatchObject([
      { level: 'warn', app: 'demo', msg: 'odd', password: '‹gone›' },
      { level: 'error', msg: 'no answer to ‹gone›', command: 'work', code: 'llm/server' },
    ])
  })

  it('does not keep what a person merely typed wrongly', async () => {
    expect(
      (
        await run(
          program(async () => {}),
          ['wrok'],
        )
      ).code,
    ).toBe(2)
    expect(existsSync(path)).toBe(false)
  })

  it.each([['--verbose'], ['--debug']])('tells all on stderr and in the file with %s', async (flag) => {
    const { stderr } = await run(
      program(async ({ log }) => log.info('half way', { part: 1 })),
      ['work', flag],
    )
    expect(stderr).toMatch(/info started.*\n.*info half way part=1\n.*info done/)
    expect(lines().map(({ msg }) => msg)).toEqual(['started', 'half way', 'done'])
  })

  it('goes where --log-file says, and the variable does what --debug does', async () => {
    const stderr = memory()
    const other = join(path, '../other.log')
    const env = { DEMO_DEBUG: '1' }
    await run(
      program(async ({ log }) => log.debug('deep')),
      ['work', '--log-file', other],
      { env, stderr: stderr.terminal },
    )
    expect(stderr.text()).toContain('debug deep')
    expect(readFileSync(other, 'utf8')).toContain('"deep"')
    expect(existsSync(path)).toBe(false)
  })

  it('keeps nothing where a command asks for it, but what --log-file names', async () => {
    const discreet = program(async ({ log }) => {
      log.keepNothing()
      throw new LlmError('no answer')
    })
    await run(discreet, ['work'])
    expect(existsSync(path)).toBe(false)
    const named = join(path, '../named.log')
    await run(discreet, ['work', '--log-file', named])
    expect(readFileSync(named, 'utf8')).toContain('no answer')
  })

  it('never makes a command fail', async () => {
    mkdirSync(join(path, '../..'), { recursive: true })
    writeFileSync(join(path, '..'), 'a file where the folder should be')
    const outcome = await run(
      program(async ({ log }) => log.error('kept nowhere')),
      ['work'],
    )
    expect(outcome).toMatchObject({ code: 0, stdout: 'worked\n' })
  })
})
