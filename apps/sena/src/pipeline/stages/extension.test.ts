import { silentLogger } from '@engawa/cli-kit'
import { ExtensionError } from '@engawa/core'
import { expect, test } from 'vitest'
import { aTurn, openParts } from '../../../test/parts.js'
import type { Intent } from '../../intent/intent.js'
import { classifyByRules } from '../../intent/rules.js'
import { extensionStage } from './extension.js'

const needing = (...names: readonly string[]): Intent => ({
  ...classifyByRules(''),
  requiredExtensions: names.map((name) => ({ name, args: {} })),
})

/** `fine` works; everything else is broken. */
const extensions = {
  async execute(name: string) {
    if (name === 'fine') return { output: 'all is well' }
    if (name === 'off') throw new ExtensionError('off is switched off', { code: 'extension/inactive' })
    throw new ExtensionError(`${name} is broken`)
  },
}

test('is skipped where nothing is needed', async () => {
  const report = await extensionStage(aTurn('x'), needing(), {
    ...(await openParts()),
    logger: silentLogger,
    extensions,
  })
  expect(report).toMatchObject({ state: 'skipped', result: [] })
})

test('one that fails does not keep the others from running, and both are counted', async () => {
  const parts = await openParts()
  const report = await extensionStage(aTurn('x'), needing('bad', 'fine'), {
    ...parts,
    logger: silentLogger,
    extensions,
  })

  expect(report.state).toBe('failed')
  expect(report.result).toEqual([
    { name: 'bad', ok: false, output: 'bad is broken' },
    { name: 'fine', ok: true, output: 'all is well' },
  ])
  expect(parts.recorded.mean('extension_run', '2026-01-01')).toBe(0.5)
  expect(parts.recorded.errorsSince('2026-01-01')).toMatchObject([{ errorType: 'extension', count: 1 }])
})

test('runs nothing once the turn was cancelled', async () => {
  const turn = aTurn('x', { signal: AbortSignal.abort() })
  const report = await extensionStage(turn, needing('fine'), {
    ...(await openParts()),
    logger: silentLogger,
    extensions,
  })
  expect(report.result).toEqual([])
})

test('one that is switched off is told at info, and is no error', async () => {
  const parts = await openParts()
  const told: string[] = []
  const logger = { ...silentLogger, info: (message: string) => void told.push(message) }
  const report = await extensionStage(aTurn('x'), needing('off'), { ...parts, logger, extensions })

  expect(told).toEqual(['off is switched off'])
  expect(parts.recorded.errorsSince('2026-01-01')).toEqual([])
  expect(report.result).toEqual([{ name: 'off', ok: false, output: 'off is switched off' }])
})
