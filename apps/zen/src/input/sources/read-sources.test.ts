import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { estimateTokens } from '@engawa/llm-providers'
import { createSecretFilter } from '@engawa/secret-filter'
import { beforeEach, describe, expect, it } from 'vitest'
import { readSources } from './read-sources.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zen-files-'))
})

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

const read = (patterns: readonly string[], budget = 10_000) =>
  readSources(patterns, { root, budget, estimate: estimateTokens, filter: createSecretFilter() })

const names = async (...patterns: string[]) => (await read(patterns)).texts.map(({ name }) => name)

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(16)])

describe('a file that is named', () => {
  it('goes once, with the numbers of its lines, in any language', async () => {
    write({ 'a b.txt': '縁側\nsecond\n' })
    const { texts } = await read(['a b.txt', './a b.txt'])
    expect(texts).toMatchObject([{ name: 'a b.txt', text: '1| 縁側\n2| second', lines: { shown: 2, total: 2 } }])
  })

  it.each([
    ['.env', 'KEY=1', 'zen/secret-file'],
    ['.env.local', 'KEY=1', 'zen/secret-file'],
    ['.envrc', 'export KEY=1', 'zen/secret-file'],
    ['program.bin', 'ELF\u0000\u0001', 'zen/binary-file'],
    ['large.txt', 'x'.repeat(1024 * 1024 + 1), 'zen/large-file'],
    ['large.png', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'zen/large-file'],
  ])('is refused: %s', async (name, content, code) => {
    write({ [name]: content })
    await expect(read([name])).rejects.toMatchObject({ code, message: expect.stringContaining(name) })
  })

  it('is refused when it holds secrets behind another name', async () => {
    write({ 'prod.env': 'KEY=1' })
    symlinkSync(join(root, 'prod.env'), join(root, 'notes.txt'))
    for (const name of ['prod.env', 'notes.txt']) {
      await expect(read([name])).rejects.toMatchObject({ code: 'zen/secret-file' })
    }
  })

  it('is not waited for when it is a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    await expect(read(['pipe'])).rejects.toMatchObject({ code: 'zen/pipe' })
  })

  it('may be an example of secrets, ignored by git, or called like a pattern', async () => {
    write({ '.env.example': 'KEY=', '.gitignore': '*.log', 'build.log': 'failed', '[id].tsx': 'page' })
    expect(await names('.env.example', 'build.log', '[id].tsx')).toHaveLength(3)
  })

  it('is named when it is not there', async () => {
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'))
    await expect(read(['gone.ts'])).rejects.toThrow(/gone\.ts does not exist/)
    await expect(read(['dangling'])).rejects.toThrow(/dangling does not exist/)
  })

  it('goes as an image by what it is, not by its name', async () => {
    write({ photo: png, 'fake.png': 'no picture' })
    const { images, texts } = await read(['photo', 'fake.png'])
    expect(images).toEqual([
      { name: 'photo', image: { type: 'image', mediaType: 'image/png', data: png.toString('base64') } },
    ])
    expect(texts).toMatchObject([{ name: 'fake.png' }])
  })

  it('is cut to whole lines where it does not fit, and the cut is told', async () => {
    write({ 'long.txt': 'some words of a line\n'.repeat(100) })
    const { texts, tokens } = await read(['long.txt'], 200)
    const [{ lines, text } = { lines: { shown: 0, total: 0 }, text: '' }] = texts
    expect(lines.total).toBe(100)
    expect(text.split('\n')).toHaveLength(lines.shown)
    expect(tokens).toBeLessThanOrEqual(200)
    await expect(read(['long.txt'], 3)).rejects.toMatchObject({ code: 'zen/too-long' })
    write({ 'next.txt': 'some words of a line\n' })
    expect((await read(['long.txt', 'next.txt'], 200)).leftOut).toEqual([{ name: 'next.txt', reason: 'budget' }])
  })
})

describe('a folder', () => {
  it('is read in order, without what .gitignore and .zenignore leave out, at any depth', async () => {
    write({
      '.git/HEAD': 'ref',
      '.gitignore': '*.log\ndist/\n',
      '.zenignore': 'vendor\n!kept.log\n',
      'kept.log': 'kept',
      'gone.log': 'gone',
      'dist/out.js': 'out',
      'vendor/lib.js': 'lib',
      'node_modules/dep/index.js': 'dep',
      'src/b.ts': 'b',
      'src/a.ts': 'a',
      'src/deep/.gitignore': 'local.ts',
      'src/deep/local.ts': 'local',
      'src/deep/kept.ts': 'kept',
    })
    expect(await names('.')).toEqual([
      '.gitignore',
      '.zenignore',
      'kept.log',
      'src/a.ts',
      'src/b.ts',
      'src/deep/.gitignore',
      'src/deep/kept.ts',
    ])
    // The rules of the whole repository hold in a part of it, but not against whoever names the part.
    expect(await names('src/deep')).toEqual(['src/deep/.gitignore', 'src/deep/kept.ts'])
    expect(await names('dist')).toEqual(['dist/out.js'])
  })

  it('leaves out what can not go, and says what and why', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'zen-private-'))
    writeFileSync(join(outside, 'key'), 'private')
    write({
      '.gitignore': 'skip',
      skip: 'x',
      'a.ts': 'a',
      '.ssh/id_ed25519': 'key',
      '.zen-cli/conversations/a.jsonl': 'said in private',
      '.env': 'KEY=1',
      'icon.png': png,
      'program.bin': '\u0000',
      'huge.txt': 'x'.repeat(1024 * 1024 + 1),
    })
    symlinkSync(join(outside, 'key'), join(root, 'link'))
    symlinkSync(root, join(root, 'circle'))
    const { texts, images, leftOut } = await read(['.'], 1_000_000)
    expect(texts.map(({ name }) => name)).toEqual(['.gitignore', 'a.ts'])
    expect(images).toEqual([])
    expect(Object.fromEntries(leftOut.map(({ name, reason }) => [name, reason]))).toEqual({
      '.env': 'secret',
      '.ssh': 'secret',
      '.zen-cli': 'secret',
      'icon.png': 'image',
      'program.bin': 'binary',
      'huge.txt': 'large',
      link: 'link',
      circle: 'link',
      skip: 'ignored',
    })
  })

  it('is refused where keys are kept, also behind a link and by a pattern', async () => {
    write({ '.ssh/deep/notes': 'key' })
    symlinkSync(join(root, '.ssh'), join(root, 'link'))
    for (const name of ['.ssh', '.ssh/deep', 'link', '.ssh/**', 'link/*']) {
      await expect(read([name])).rejects.toMatchObject({
        code: 'zen/secret-file',
        message: expect.stringContaining(name),
      })
    }
  })

  it('goes in whole files as far as the budget holds, the small after the large', async () => {
    write({ 'src/a.txt': 'a small one', 'src/b.txt': 'word '.repeat(500), 'src/c.txt': 'another small one' })
    const { texts, leftOut } = await read(['src'], 200)
    expect(texts.map(({ name }) => name)).toEqual(['src/a.txt', 'src/c.txt'])
    expect(leftOut).toEqual([{ name: 'src/b.txt', reason: 'budget' }])
  })
})

describe('a pattern', () => {
  it('means files at any depth, takes out what ! means, and honours what is ignored', async () => {
    write({ '.gitignore': 'gen', 'src/a.ts': 'a', 'src/x/b.ts': 'b', 'src/x/b.test.ts': 't', 'src/gen/c.ts': 'c' })
    expect(await names('src/**/*.ts')).toEqual(['src/a.ts', 'src/x/b.test.ts', 'src/x/b.ts'])
    expect(await names('src/**/*.ts', '!**/*.test.ts')).toEqual(['src/a.ts', 'src/x/b.ts'])
    expect(await names('src', '!src/x')).toEqual(['src/a.ts'])
    expect(await names('src/{a,z}.ts')).toEqual(['src/a.ts'])
  })

  it('takes images', async () => {
    write({ 'shots/a.png': png })
    expect((await read(['shots/*.png'])).images).toHaveLength(1)
  })

  it('that means nothing is refused by name', async () => {
    await expect(read(['src/*.zig'])).rejects.toMatchObject({ code: 'zen/no-match', message: /src\/\*\.zig/ })
  })
})

it('numbers of lines hide no secret that goes over several, and stay those of the file', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  write({ 'key.ts': `const before = 1\r\nconst key = \`${privateKey}\`\nconst after = 2\n` })
  const { texts, findings } = await read(['key.ts'])
  expect(texts[0]?.text).not.toContain(privateKey.split('\n')[1])
  expect(findings).toMatchObject([{ rule: 'private-key', path: 'files["key.ts"]' }])
  const last = privateKey.trim().split('\n').length + 3
  expect(texts[0]?.text).toMatch(
    new RegExp(`^1\\| const before = 1\\n2\\| const key = .*\\n[^]*\\n${last}\\| const after = 2$`),
  )
})
