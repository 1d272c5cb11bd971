import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findZellij } from '../install/locate.mjs'
import { type RunResult, runBin } from '../process/spawn-bin.js'
import { createTempDir, type TempDir } from '../process/temp-dir.js'

const reporter = fileURLToPath(new URL('./closing-summary.mjs', import.meta.url))
const withService = fileURLToPath(new URL('../services/with-service.ts', import.meta.url))
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

describe('the closing summary', () => {
  let directory: TempDir

  beforeEach(async () => {
    directory = await createTempDir('engawa-summary-')
    await writeFile(join(directory.path, 'vitest.config.mjs'), 'export default { test: { globals: true } }')
  })
  afterEach(() => directory.remove())

  async function run(files: Record<string, string>, env: Record<string, string> = {}): Promise<RunResult> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory.path, name), text)
    const reporters = ['--reporter=default', `--reporter=${reporter}`]
    return runBin(vitest, ['run', '--root', directory.path, ...reporters], {
      env: { HOME: directory.path, ...env },
      cwd: directory.path,
    })
  }
  const lastLine = ({ stdout }: RunResult) => stdout.trimEnd().split('\n').at(-1)

  it('ends in one line of numbers', async () => {
    const result = await run({
      'a.test.ts': `
        it('passes', () => {})
        it('passes too', () => {})
        it('fails', () => { throw new Error('no') })
        it.skip('is skipped', () => {})
        it.todo('is planned')`,
    })
    expect(lastLine(result)).toBe('2 passed, 1 failed, 2 skipped')
    expect(result.stdout).toContain('\nfailed: a.test.ts: fails: no\n')
    expect(result.code).toBe(1)
  })

  it('counts what kept tests from running as failed', async () => {
    const result = await run({
      'broken.test.ts': `throw new Error('does not load')`,
      'hook.test.ts': `describe('suite', () => { beforeAll(() => { throw new Error('hook') }); it('never runs', () => {}) })`,
      'late.test.ts': `it('passes', () => { Promise.reject(new Error('nobody listens')) })`,
    })
    expect(lastLine(result)).toBe('1 passed, 3 failed, 1 skipped')
    expect(result.stdout).toContain('\nfailed: broken.test.ts: does not load\n')
    expect(result.stdout).toContain('\nfailed: hook.test.ts: suite: hook\n')
    expect(result.stdout).toContain('\nfailed: nobody caught: nobody listens\n')
  })

  // Where Zellij is installed for the whole system it can't be hidden.
  const zellijIsEverywhere = findZellij({ ENGAWA_CACHE: '/nonexistent', PATH: '' }) !== undefined

  it.skipIf(zellijIsEverywhere)('names a suite whose service is missing, with the remedy', async () => {
    const suite = `
      import { withService } from ${JSON.stringify(withService)}
      withService(describe, 'zellij')('panes', () => { it('one', () => {}); it('two', () => {}) })
      it('goes on', () => {})`
    const nowhere = { ENGAWA_CACHE: directory.path, PATH: directory.path }
    const skipping = await run({ 'panes.test.ts': suite }, nowhere)
    expect(skipping.stdout).toMatch(/^skipped: panes\.test\.ts: panes \[no zellij: .*pnpm services.*\] \(2 tests\)$/m)
    expect(lastLine(skipping)).toBe('1 passed, 0 failed, 2 skipped')
    expect(skipping.code).toBe(0)

    const demanding = await run({ 'panes.test.ts': suite }, { ...nowhere, ENGAWA_REQUIRE: 'redis,zellij' })
    expect(demanding.stdout + demanding.stderr).toContain('ENGAWA_REQUIRE names zellij')
    expect(demanding.code).toBe(1)
  })
})
