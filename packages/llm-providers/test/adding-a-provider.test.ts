import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bundleForChild, type FakeCloud, runBin, startFakeCloud } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const guide = readFileSync(join(packageFolder, 'docs/adding-a-provider.md'), 'utf8')

/** A block of the guide that changes a file, which the words before it name last. */
interface Block {
  readonly file: string
  readonly language: string
  readonly text: string
}

const blocks: readonly Block[] = [...guide.matchAll(/```(\w+)\n(.*?)```/gs)].map(
  ({ index, 1: language = '', 2: text = '' }) => {
    const file = [...guide.slice(0, index).matchAll(/`([\w./-]+\.ts)`/g)].at(-1)?.[1] ?? ''
    return { file, language, text }
  },
)

/** Put the lines that a diff adds behind the line that stands before them in it. */
function applyDiff(content: string, diff: string): string {
  const lines = content.split('\n')
  let at = -1
  for (const line of diff.trimEnd().split('\n')) {
    if (line === '@@') continue
    if (line.startsWith('+')) lines.splice(++at, 0, line.slice(1))
    else {
      at = lines.indexOf(line.slice(1), at + 1)
      if (at < 0) throw new Error(`the guide speaks of a line that is not there: ${line}`)
    }
  }
  return lines.join('\n')
}

describe('the guide', () => {
  let copy: string
  let fake: FakeCloud

  beforeAll(async () => {
    const cache = join(packageFolder, 'node_modules/.engawa-test')
    mkdirSync(cache, { recursive: true })
    copy = mkdtempSync(join(cache, 'guide-'))
    const filter = (path: string) => !path.endsWith('.test.ts')
    cpSync(join(packageFolder, 'src'), join(copy, 'src'), { recursive: true, filter })
    fake = await startFakeCloud()
    for (const { file, language, text } of blocks) {
      const path = join(copy, file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, language === 'diff' ? applyDiff(readFileSync(path, 'utf8'), text) : text)
    }
  })
  afterAll(async () => {
    await fake.close()
    rmSync(copy, { recursive: true, force: true })
  })

  it('has an adapter, its line, and a program', () => {
    expect(blocks.map(({ file, language }) => `${language} ${file}`)).toEqual([
      'ts src/adapters/acme/acme-adapter.ts',
      'diff src/adapters/adapters.ts',
      'ts ask.ts',
    ])
  })

  it('gives code that the compiler takes', async () => {
    const extended = join(packageFolder, 'tsconfig.json')
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: extended, include: ['src', 'ask.ts'] }))
    const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
    const done = promisify(execFile)(process.execPath, [tsc, '-p', copy, '--noEmit'])
    expect((await done.catch((error: { stdout: string }) => error)).stdout).toBe('')
  }, 180_000)

  it('adds a provider that answers, and that everything holds for which holds for all', async () => {
    const program = await bundleForChild(join(copy, 'ask.ts'), packageFolder)
    const key = `acme-${randomBytes(16).toString('hex')}`
    const env = { ACME_BASE_URL: fake.openaiUrl, ACME_API_KEY: key }
    const run = await runBin(program, [], { env, timeoutMs: 120_000 })
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toMatchObject({ text: 'You said: What is an engawa?', model: 'anvil-1' })
    expect(fake.modelRequests[0]?.headers.authorization).toBe(`Bearer ${key}`)
    const keyless = await runBin(program, [], { env: { ACME_BASE_URL: fake.openaiUrl }, timeoutMs: 120_000 })
    expect(keyless.code).not.toBe(0)
    expect(keyless.stderr).toContain('ACME_API_KEY')
    expect(fake.modelRequests).toHaveLength(1)
  }, 180_000)
})
