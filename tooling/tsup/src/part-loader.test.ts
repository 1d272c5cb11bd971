import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildBin } from './bin.mjs'

let program: string
let cache: string

beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'bin-'))
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'package.json'), '{"name":"adder","version":"1.2.3"}')
  writeFileSync(
    join(root, 'src/bin.ts'),
    `const words = process.argv.slice(2)
     void import('./sum.js').then(async ({ rest, sum }) => {
       if (words[0] === '--help') return console.log('adds numbers')
       if (words[0] !== '--all') return console.log(sum(words))
       const { here, three, words: all } = await rest()
       console.log(all.length + ' words, ' + three + ', from ' + (here.split('/').at(-1) ?? '').slice(0, 5))
     })`,
  )
  writeFileSync(
    join(root, 'src/sum.ts'),
    `import { plus } from './plus.js'
     export const sum = (words: string[]) => words.reduce(plus, 0)
     export const rest = () => import('./long.js')`,
  )
  writeFileSync(join(root, 'src/plus.ts'), 'export const plus = (all: number, word: string) => all + Number(word)')
  const long = Array.from({ length: 3000 }, (_, n) => `'word ${n}'`).join(', ')
  writeFileSync(
    join(root, 'src/long.ts'),
    `import { plus } from './plus.js'
     export const words = [${long}]
     export const three = plus(1, '2')
     export const here = __filename`,
  )
  await buildBin({ name: 'adder', entry: 'src/bin.ts', help: true, root })
  program = join(root, 'dist/adder.cjs')
})

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-'))
})

const run = (env: Record<string, string> = { XDG_CACHE_HOME: cache }, ...words: string[]) =>
  execFileSync(process.execPath, [program, ...(words.length > 0 ? words : ['20', '22'])], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  }).trim()
const pack = () => {
  const folder = join(cache, 'engawa', 'code')
  const [name = ''] = readdirSync(folder)
  return join(folder, name)
}

describe('a bin in parts', () => {
  it('has its small parts in one file, a large one in a file of its own', () => {
    expect(readdirSync(dirname(program)).sort()).toEqual([
      'THIRD_PARTY_LICENSES',
      'adder.cjs',
      'help-color.txt',
      'help.txt',
      expect.stringMatching(/^long-.{8}\.cjs$/),
      expect.stringMatching(/^parts-.{8}\.cjs$/),
    ])
    expect(readFileSync(join(dirname(program), 'help.txt'), 'utf8')).toBe('adds numbers\n')
    expect(run({}, '--all')).toBe('3000 words, 3, from long-')
  })

  it('runs without a folder to keep anything in', () => {
    expect(run({})).toBe('42')
    expect(run({ XDG_CACHE_HOME: '/dev/null/none' })).toBe('42')
  })

  it('keeps what was compiled in one file of the person’s own, and stops writing it', () => {
    for (let times = 0; times < 8; times++) expect(run()).toBe('42')
    expect(readdirSync(join(cache, 'engawa', 'code'))).toHaveLength(1)
    expect(statSync(pack()).mode & 0o777).toBe(0o600)
    const { mtimeMs, ino } = statSync(pack())
    expect(run()).toBe('42')
    expect(statSync(pack())).toMatchObject({ mtimeMs, ino })
  })

  it('does not run what is damaged, wherever the damage is, and keeps a whole one again', () => {
    for (let times = 0; times < 8; times++) run()
    const whole = readFileSync(pack())
    const places = Array.from({ length: 40 }, (_, n) => Math.floor((whole.length * n) / 40))
    for (const place of places) {
      const damaged = Buffer.from(whole)
      damaged[place] = (damaged[place] ?? 0) ^ 0x10
      writeFileSync(pack(), damaged)
      expect(run(), `a bit at ${place} of ${whole.length}`).toBe('42')
    }
    for (const text of [Buffer.alloc(0), whole.subarray(0, whole.length - 1), Buffer.alloc(whole.length)]) {
      writeFileSync(pack(), text)
      expect(run()).toBe('42')
      expect(readFileSync(pack()).length).toBeGreaterThan(100)
    }
  })

  it('does not run what others could have written', () => {
    for (let times = 0; times < 8; times++) run()
    chmodSync(pack(), 0o666)
    const { ino } = statSync(pack())
    expect(run()).toBe('42')
    expect(existsSync(pack())).toBe(true)
    expect(statSync(pack())).not.toMatchObject({ ino })
    expect(statSync(pack()).mode & 0o777).toBe(0o600)
  })
})
