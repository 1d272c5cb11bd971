import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeIn, folderWith } from './guides.js'

/** As strict as this repository is. */
const tsconfig = {
  extends: '@engawa/tsconfig/base.json',
  compilerOptions: { noEmit: true, customConditions: ['@engawa/source'], types: ['node'] },
  include: ['*.ts'],
}

const vitestConfig = `
import { testConfig } from '@engawa/vitest-config'
const config = testConfig()
export default {
  ...config,
  ssr: { resolve: { conditions: ['@engawa/source', 'node', 'default'] } },
  test: { ...config.test, root: import.meta.dirname, include: ['*.test.ts'], exclude: [] },
}`

const require = createRequire(import.meta.url)
const run = promisify(execFile)

describe('docs/write-a-backend.md', () => {
  let folder: string
  beforeAll(async () => {
    const files = new Map(codeIn('docs/write-a-backend.md'))
    files.set('tsconfig.json', JSON.stringify(tsconfig)).set('vitest.config.mjs', vitestConfig)
    folder = await folderWith(files)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('compiles', async () => {
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
    await run(process.execPath, [tsc, '-p', folder])
  }, 300_000)

  it('makes a backend that passes the suite, and says what it can not do', async () => {
    const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs')
    const report = join(folder, 'report.json')
    const { stdout } = await run(
      process.execPath,
      [
        vitest,
        'run',
        '--config',
        join(folder, 'vitest.config.mjs'),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { cwd: folder },
    ).catch((error: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(error.stdout + error.stderr)
    })
    const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8'))
    expect(numFailedTests).toBe(0)
    // Nearly all of the suite: it is not the skips that make it green.
    expect(numPassedTests).toBeGreaterThan(100)
    expect(stdout).toMatch(/skipped \d+ of \d+\n/)
    expect(stdout).toMatch(/it is found by a search of messages:\n {2}- a panel is found by what was said/)
    expect(stdout).toMatch(/the backend does not search:\n {2}- finds what the shared query set says/)
  }, 600_000)
})
