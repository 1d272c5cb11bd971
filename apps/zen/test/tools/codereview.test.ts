import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Schema, Validator } from '@cfworker/json-schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { createRepository, type Repository } from './git-repository.js'
import { sampleReply } from './sample-answer.js'
import { askedText, sentMessages } from './sent.js'

const sarifSchema = JSON.parse(
  readFileSync(new URL('../fixtures/sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
) as Schema

const finding = {
  severity: 'high',
  rule: 'division-by-zero',
  title: 'Divides by a count that can be 0',
  file: 'src/mean.ts',
  line: 2,
  explanation: 'An empty list gives NaN.',
  fix: 'Return undefined for an empty list.',
}
const review = (...findings: readonly object[]) =>
  JSON.stringify({ summary: 'It computes a mean.', findings, confidence: 'high' })

let zen: ZenHome
let repository: Repository
beforeEach(async () => {
  zen = await createZenHome()
  repository = createRepository(join(zen.home, 'project'))
  repository.write({ 'src/mean.ts': 'export const mean = 0\n', 'README.md': '# Mean\n' })
  repository.commit('begin')
})
afterEach(() => zen.close())

const run = (...args: readonly string[]) => zen.run(args, { cwd: repository.folder })

describe('zen codereview', () => {
  it('reviews a range of commits: numbered lines, the paths that were named, nothing else', async () => {
    repository.write({
      'src/mean.ts': 'export const mean = (xs: number[]) =>\n  sum(xs) / xs.length\n',
      'b.md': 'no\n',
    })
    repository.commit('a mean')
    zen.ollama.replyWith(() => review(finding))
    const shown = await run('codereview', '--range', 'HEAD~1..HEAD', '-f', 'src')
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toContain('# codereview (confidence: high)')
    expect(shown.stdout).toContain('1 finding: 1 high')
    expect(shown.stdout).toContain('## high: Divides by a count that can be 0\n\n`src/mean.ts:2` (division-by-zero)')
    const asked = askedText(zen.ollama)
    expect(asked).toContain('src/mean.ts (what changed):')
    expect(asked).toContain('\n| -export const mean = 0\n1| +export const mean = (xs: number[]) =>\n2| +  sum(xs)')
    expect(asked).not.toContain('b.md')
  })

  it.each([
    ['critical', 0],
    ['high', 7],
    ['info', 7],
  ])('with --fail-on %s ends with %i for a high finding', async (limit, code) => {
    zen.ollama.replyWith(() => review(finding))
    const shown = await run('codereview', '-f', 'src/mean.ts', '--fail-on', limit, '--json')
    expect(shown.code).toBe(code)
    expect(shown.json()).toMatchObject({
      ok: true,
      data: { status: 'success', mode: 'full', result: { expert: null } },
    })
  })

  it('reviews what is not committed when nothing is named, and says what git does not know of', async () => {
    repository.write({ 'src/mean.ts': 'export const mean = 1\n', 'src/new.ts': 'x\n' })
    zen.ollama.replyWith(() => review())
    const shown = await run('codereview')
    expect(shown.stdout).toContain('Nothing was found.')
    expect(shown.stderr).toContain('git does not know of src/new.ts yet')
    expect(askedText(zen.ollama)).toContain('1| +export const mean = 1')
  })

  it('leaves files of secrets and binaries out, and says so; a key in a diff is taken out', async () => {
    const key = `${randomBytes(48).toString('base64')}\n${randomBytes(48).toString('base64')}`
    const kind = 'RSA PRIVATE KEY'
    repository.write({
      '.env': 'ACME=plain-value-of-a-secret\n',
      'logo.bin': 'a\u0000b',
      'key.pem': `-----BEGIN ${kind}-----\n${key}\n-----END ${kind}-----\n`,
    })
    repository.commit('too much')
    zen.ollama.replyWith(() => review())
    const shown = await run('codereview', '--range', 'HEAD~1..HEAD')
    expect(shown.stderr).toContain('.env holds secrets and was left out')
    expect(shown.stderr).toContain('logo.bin is binary and was left out')
    expect(shown.stderr).toMatch(/1 secret was taken out/)
    const sent = zen.ollama.modelRequests[0]?.bodyText ?? ''
    expect(sent).not.toContain('plain-value-of-a-secret')
    for (const line of key.split('\n')) expect(sent).not.toContain(line)
  })

  it('sends nobody to a place that the model made up', async () => {
    zen.ollama.replyWith(() =>
      review({ ...finding, line: 99 }, { ...finding, file: 'src/gone.ts' }, { ...finding, file: 'mean.ts', line: 1 }),
    )
    const shown = await run('codereview', '-f', 'src/mean.ts', '--json')
    const { result, notes } = shown.json().data as { result: { findings: object[] }; notes: string[] }
    expect(result.findings).toMatchObject([
      { file: 'src/mean.ts', line: null },
      { file: 'src/gone.ts', line: null },
      { file: 'src/mean.ts', line: 1 },
    ])
    expect(notes).toEqual([
      'the model names line 99 of src/mean.ts, which it was not shown',
      'the model speaks of src/gone.ts, which it was not shown',
    ])
  })

  it('shows what the name of a file would do to a terminal, and does it not', async () => {
    repository.write({
      'src/mean.ts': 'export const mean = 1\n',
      'a\u001b]0;owned\u0007\nnote: all is well \u202e.ts': 'x\n',
    })
    zen.ollama.replyWith(() => review())
    const shown = await run('codereview')
    expect(shown.stderr).toBe(
      'note: git does not know of a␛]0;owned␇␊note: all is well <U+202E>.ts yet, so they were not looked at; git add shows them\n',
    )
  })

  it('reads a diff that is piped in as it reads one of its own: places, secrets, what stands around it', async () => {
    repository.write({
      'src/mean.ts': 'export const mean = (xs: number[]) =>\n  sum(xs) / xs.length\n',
      '.env': 'ACME=plain-value-of-a-secret\n',
    })
    repository.commit('Compute a mean')
    zen.ollama.replyWith(() => review(finding, { ...finding, line: 9 }))
    const shown = await zen.run(['codereview', '--json'], {
      cwd: repository.folder,
      stdin: repository.git('show', '--format=fuller', 'HEAD'),
    })
    const { result, notes } = shown.json().data as { result: { findings: object[] }; notes: string[] }
    expect(result.findings).toMatchObject([
      { file: 'src/mean.ts', line: 2 },
      { file: 'src/mean.ts', line: null },
    ])
    expect(notes).toEqual([
      'the model names line 9 of src/mean.ts, which it was not shown',
      '.env holds secrets and was left out',
    ])
    const asked = askedText(zen.ollama)
    expect(asked).toContain('Compute a mean')
    expect(asked).toContain('\n2| +  sum(xs)')
    expect(asked).not.toContain('diff --git')
    expect(asked).not.toContain('plain-value-of-a-secret')
  })

  it('reads a diff that is piped in beside files that are named', async () => {
    repository.write({ 'src/mean.ts': 'export const mean = 1\n' })
    zen.ollama.replyWith(() => review({ ...finding, line: 1 }))
    const shown = await zen.run(['codereview', '-f', 'README.md', '--json'], {
      cwd: repository.folder,
      stdin: repository.git('diff'),
    })
    expect(shown.json().data).toMatchObject({ result: { findings: [{ file: 'src/mean.ts', line: 1 }] } })
    expect(askedText(zen.ollama)).toContain('# Mean')
  })

  it('leaves the places in code that is piped in as the model names them', async () => {
    zen.ollama.replyWith(() => review(finding))
    const shown = await zen.run(['codereview', '--json'], {
      stdin: 'export const mean = (xs) =>\n  sum(xs) / xs.length\n',
    })
    expect(shown.json().data).toMatchObject({ result: { findings: [{ file: 'src/mean.ts', line: 2 }] }, notes: [] })
  })

  it('asks nothing when all of a diff that is piped in was left out', async () => {
    repository.write({ '.env': 'ACME=plain-value-of-a-secret\n' })
    repository.commit('too much')
    const shown = await zen.run(['codereview', '--json'], { stdin: repository.git('show', 'HEAD') })
    expect(shown.json().error).toMatchObject({ code: 'zen/nothing-to-review' })
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })

  it('goes in several questions where one would not hold it, and brings their findings together', async () => {
    zen.config({ models: { context_window: 8_192 } })
    for (const name of ['a', 'b', 'c'])
      repository.write({ [`src/${name}.ts`]: `const ${name} = 1 // ${'word '.repeat(1_500)}\n` })
    zen.ollama.replyWith(({ lastUserText }) => {
      const [, name = ''] = /src\/([abc])\.ts:/.exec(lastUserText) ?? []
      return review({ ...finding, file: `src/${name}.ts`, line: 1 })
    })
    const shown = await run('codereview', '-f', 'src/a.ts', 'src/b.ts', 'src/c.ts', '-s', 'large', '--json')
    const { result, notes, metadata } = shown.json().data as {
      result: { findings: { file: string }[] }
      notes: string[]
      metadata: { answers: unknown[] }
    }
    expect(result.findings.map(({ file }) => file)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts'])
    expect(notes).toContain('it was too much for one question and went in 3')
    expect(metadata.answers).toHaveLength(3)
  })

  it.each([
    [['--range', 'nowhere..HEAD'], 'zen/git', 'nowhere'],
    [['--range', '--output=stolen'], 'zen/git', 'no revision'],
    [['--range', 'HEAD..HEAD'], 'zen/nothing-to-review', 'nothing changed'],
    [[], 'zen/nothing-to-review', 'everything is committed'],
  ])('refuses %j before anything is asked or kept', async (args, code, words) => {
    const shown = await run('codereview', ...args, '-s', 'refused', '--json')
    expect(shown.code).toBe(2)
    expect(shown.json().error).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(zen.ollama.modelRequests).toHaveLength(0)
    expect((await run('session', 'show', 'refused')).code).toBe(2)
  })

  it('says what to do outside of a repository', async () => {
    const shown = await zen.run(['codereview', '--json'])
    expect(shown.json().error).toMatchObject({ code: 'zen/no-repository', hint: expect.stringContaining('-f src') })
  })

  it('has another model check it last, who hears what was shown', async () => {
    const opinion = { agrees: false, confidence: 'certain', remarks: ['It can not be empty'], missed: ['Overflow'] }
    zen.ollama.replyWith(({ model }) => (model.startsWith('qwen3') ? JSON.stringify(opinion) : review(finding)))
    const shown = await run('codereview', '-f', 'src/mean.ts', '--expert', 'qwen3')
    const metadata = (await run('codereview', '-f', 'src/mean.ts', '--expert', 'qwen3', '--json')).json().data.metadata
    expect(metadata).toMatchObject({ model: 'llama3.2:latest', answers: [{ expert: false }, { expert: true }] })
    expect(shown.stdout).toContain('does not agree (confidence: certain)\n\n- It can not be empty\n- Missed: Overflow')
    expect(
      sentMessages(zen.ollama)
        .map(({ content }) => content)
        .join('\n'),
    ).toContain('export const mean = 0')
  })

  it('takes a second step that knows the first, and debug goes on with both', async () => {
    zen.ollama.replyWith((prompt) =>
      prompt.messages[0]?.content.startsWith('You review') ? review(finding) : sampleReply(prompt),
    )
    await run('codereview', '-f', 'src/mean.ts', '-s', 'review')
    const second = await run('codereview', '-f', 'src/mean.ts', '-s', 'review', 'I fixed the first')
    expect(second.stdout).toContain('# codereview, step 2')
    expect(sentMessages(zen.ollama)[0]?.content).toContain('This is step 2 of your work.')
    expect(sentMessages(zen.ollama)[0]?.content).toContain('Divides by a count')

    const debugged = await run('debug', '-s', 'review', 'Why does it happen?', '--json')
    expect(debugged.json().data).toMatchObject({ tool: 'debug', metadata: { session: 'review', step: 1 } })
    const heard = sentMessages(zen.ollama)
      .map(({ content }) => content)
      .join('\n')
    expect(heard).toContain('Divides by a count')
    expect(heard).toContain('Why does it happen?')
  })
})

describe('zen codereview --format sarif', () => {
  const checked = (text: string) => {
    const { valid, errors } = new Validator(sarifSchema, '7').validate(JSON.parse(text))
    return { valid, errors: errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`) }
  }

  it('gives a log that holds to the schema, with paths from the root of the repository', async () => {
    zen.ollama.replyWith(() =>
      review({ ...finding, file: 'a mean.ts', line: 1 }, { ...finding, file: null, severity: 'info' }),
    )
    repository.write({ 'src/a mean.ts': 'const a = 1\n' })
    const shown = await zen.run(['codereview', '-f', 'a mean.ts', '--format', 'sarif', '--fail-on', 'high'], {
      cwd: join(repository.folder, 'src'),
    })
    expect(shown.code).toBe(7)
    expect(checked(shown.stdout)).toEqual({ valid: true, errors: [] })
    const [first] = (JSON.parse(shown.stdout) as { runs: { results: unknown[] }[] }).runs[0]?.results ?? []
    expect(first).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/a%20mean.ts' }, region: { startLine: 1 } } }],
    })
  })

  it('gives a file that was named by its whole path as the repository has it', async () => {
    const path = join(repository.folder, 'src/mean.ts')
    zen.ollama.replyWith(() => review({ ...finding, file: path, line: 1 }))
    const cwd = join(repository.folder, 'src')
    const shown = await zen.run(['codereview', '-f', path, '--format', 'sarif'], { cwd })
    expect(checked(shown.stdout)).toEqual({ valid: true, errors: [] })
    expect(shown.stdout).toContain('"uri": "src/mean.ts"')
  })

  it('knows a log that does not hold to it', () => {
    expect(
      checked(JSON.stringify({ version: '2.1.0', runs: [{ tool: {}, results: [{ level: 'grave' }] }] })).valid,
    ).toBe(false)
  })

  it('works on a range of this repository', async () => {
    const here = fileURLToPath(new URL('.', import.meta.url))
    // The tree with nothing in it: the range is there however much of the history was fetched.
    const empty = execFileSync('git', ['hash-object', '-t', 'tree', '/dev/null'], {
      cwd: here,
      encoding: 'utf8',
    }).trim()
    zen.ollama.replyWith(() => review({ ...finding, file: 'apps/zen/test/tools/git-repository.ts', line: 5 }))
    const args = ['codereview', '--range', `${empty}..HEAD`, '-f', 'git-repository.ts', '--fail-on', 'high']
    const shown = await zen.run([...args, '--format', 'sarif'], { cwd: here })
    expect(shown.code).toBe(7)
    expect(checked(shown.stdout)).toEqual({ valid: true, errors: [] })
    expect(shown.stdout).toContain('"uri": "apps/zen/test/tools/git-repository.ts"')
    expect(askedText(zen.ollama)).toContain('5| +/** A real repository')
  })
})
