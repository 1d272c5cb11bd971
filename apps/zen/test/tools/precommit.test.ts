import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { createRepository, type Repository } from './git-repository.js'
import { askedText } from './sent.js'

const verdict = (ready: boolean, ...findings: readonly object[]) =>
  JSON.stringify({ ready, summary: 'Counts.', commit_message: 'feat: count', findings, confidence: 'high' })

const finding = {
  severity: 'medium',
  rule: 'left-behind',
  title: 'A log',
  file: 'a.ts',
  line: 1,
  explanation: '',
  fix: '',
}

let zen: ZenHome
let repository: Repository
beforeEach(async () => {
  zen = await createZenHome()
  repository = createRepository(join(zen.home, 'project'))
  repository.write({ 'a.ts': 'const a = 0\n', 'b.ts': 'const b = 0\n' })
  repository.commit('begin')
  zen.ollama.replyWith(() => verdict(true))
})
afterEach(() => zen.close())

const run = (...args: readonly string[]) => zen.run(['precommit', ...args], { cwd: repository.folder })

describe('zen precommit', () => {
  it('looks at what is staged alone, and gives a verdict and a message', async () => {
    repository.write({ 'a.ts': 'const a = 1\n', 'b.ts': 'const b = 1\n', 'c.ts': 'const c = 1\n' })
    repository.git('add', 'a.ts')
    const shown = await run()
    expect(shown.stdout).toContain('**Ready to commit.**\n\n```\nfeat: count\n```')
    expect(shown.stderr).toContain('git does not know of c.ts yet')
    expect(askedText(zen.ollama)).toContain('1| +const a = 1')
    expect(askedText(zen.ollama)).not.toContain('const b')
  })

  it('says of a file that is not merged yet that git shows no change of it', async () => {
    repository.git('checkout', '--quiet', '-b', 'other')
    repository.write({ 'a.ts': 'const a = 1\n', 'b.ts': 'const b = 1\n' })
    repository.commit('one')
    repository.git('checkout', '--quiet', 'main')
    repository.write({ 'a.ts': 'const a = 2\n' })
    repository.commit('two')
    expect(() => repository.git('merge', 'other')).toThrow()
    const shown = await run('--staged')
    expect(shown.stderr).toContain('note: git also said: * Unmerged path a.ts\n')
    expect(askedText(zen.ollama)).toContain('1| +const b = 1')
    expect(askedText(zen.ollama)).not.toContain('Unmerged')
  })

  it('looks at what is changed where nothing is staged, and says so', async () => {
    repository.write({ 'b.ts': 'const b = 1\n' })
    const shown = await run()
    expect(shown.stderr).toContain('nothing is staged; this is about what is changed')
    expect(askedText(zen.ollama)).toContain('1| +const b = 1')
  })

  it('looks at what is not staged, and at all since a commit, when asked to', async () => {
    repository.write({ 'a.ts': 'const a = 1\n' })
    repository.commit('one')
    repository.write({ 'a.ts': 'const a = 2\n', 'b.ts': 'const b = 1\n' })
    repository.git('add', 'a.ts')
    await run('--unstaged')
    expect(askedText(zen.ollama)).not.toContain('const a')
    await run('--compare', 'HEAD~1')
    expect(askedText(zen.ollama)).toContain('| -const a = 0\n1| +const a = 2')
    expect(askedText(zen.ollama)).toContain('1| +const b = 1')
  })

  it('stops a commit as a hook: exit code 7', async () => {
    zen.ollama.replyWith(() => verdict(false, finding))
    repository.write({ 'a.ts': 'console.log(1)\n' })
    repository.git('add', 'a.ts')
    const shown = await run('--staged', '--fail-on', 'medium')
    expect(shown.code).toBe(7)
    expect(shown.stdout).toContain('**Not ready to commit.**')
  })

  it('says when there is nothing', async () => {
    expect((await run('--json')).json().error).toMatchObject({ code: 'zen/nothing-to-review' })
    expect((await run('--staged', '--json')).json().error.message).toContain('nothing is staged')
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })
})
