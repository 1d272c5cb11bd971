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
    throw new ExtensionError(`${name} is broken`)
  },
}

test('is skipped where nothing is needed', async () => {
  const report = await extensionStage(aTurn('x'), needing(), { ...(await openParts()), extensions })
  expect(report).toMatchObject({ state: 'skipped', result: [] })
})

test('one that fails does not keep the others from running, and both are counted', async () => {
  const parts = await openParts()
  const report = await extensionStage(aTurn('x'), needing('bad', 'fine'), { ...parts, extensions })

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
  const report = await extensionStage(turn, needing('fine'), { ...(await openParts()), extensions })
  expect(report.result).toEqual([])
})
