import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { workContext } from './work-context.js'

describe('git in a repository that somebody else has set up', () => {
  let work: string
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'znav-git-'))
    git('init', '-q')
    writeFileSync(join(work, 'auth.ts'), 'export const retries = 1\n')
    git('add', '.')
    git('commit', '-qm', 'begin')
    writeFileSync(join(work, 'auth.ts'), 'export const retries = 3\n')
  })
  afterEach(() => rmSync(work, { recursive: true, force: true }))

  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], { cwd: work })
  const ran = () => existsSync(join(work, '.git', 'ran'))
  const look = () =>
    workContext({ pane: 'backend', commands: [], previous: undefined, cwd: work, signal: new AbortController().signal })
  const filterBy = (name: string) => {
    writeFileSync(join(work, '.git', 'info', 'attributes'), `* filter=${name}\n`)
    git('config', `filter.${name}.clean`, 'touch .git/ran; cat')
    git('config', `filter.${name}.required`, 'true')
  }

  it.each(['clean', 'process'])('runs no filter of it: %s', async (kind) => {
    writeFileSync(join(work, '.git', 'info', 'attributes'), '* filter=theirs\n')
    git('config', `filter.theirs.${kind}`, 'touch .git/ran; cat')
    git('config', 'filter.theirs.required', 'true')
    const { diff, files } = await look()
    expect(ran()).toBe(false)
    expect(diff).toContain('+export const retries = 3')
    expect(files).toContain('auth.ts')
  })

  it('runs none either that has a name which a command line can not say', async () => {
    filterBy('a=b')
    expect((await look()).diff).toBe('')
    expect(ran()).toBe(false)
  })

  it('looks into no submodule', async () => {
    execFileSync('git', ['clone', '-q', work, 'part'], { cwd: work, stdio: 'ignore' })
    git('add', '-f', 'part')
    git('commit', '-qm', 'with a part')
    execFileSync('git', ['config', 'core.fsmonitor', 'false'], { cwd: join(work, 'part') })
    writeFileSync(join(work, 'part', '.git', 'info', 'attributes'), '* filter=theirs\n')
    execFileSync('git', ['config', 'filter.theirs.clean', `touch '${join(work, '.git', 'ran')}'; cat`], {
      cwd: join(work, 'part'),
    })
    writeFileSync(join(work, 'part', 'auth.ts'), 'export const retries = 5\n')
    const { diff } = await look()
    expect(ran()).toBe(false)
    expect(diff).not.toContain('part')
  })
})
