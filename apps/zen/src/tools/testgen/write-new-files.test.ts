import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { writeNewFiles } from './write-new-files.js'

let cwd: string
beforeEach(() => {
  cwd = join(mkdtempSync(join(tmpdir(), 'zen-write-')), 'project')
  mkdirSync(cwd)
})

const written = (path: string) => writeNewFiles([{ path, content: 'new' }], cwd)

describe('writeNewFiles', () => {
  it('writes a new file in new folders, with a line end', () => {
    expect(written('test/deep/a.test.ts')).toEqual({ written: ['test/deep/a.test.ts'], notes: [] })
    expect(readFileSync(join(cwd, 'test/deep/a.test.ts'), 'utf8')).toBe('new\n')
  })

  it('leaves what is there as it is', () => {
    writeFileSync(join(cwd, 'a.ts'), 'old')
    expect(written('a.ts')).toEqual({ written: [], notes: ['a.ts was not written: it is there already'] })
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe('old')
  })

  it.each([
    '../a.ts',
    '/tmp/a.ts',
    'a/../../a.ts',
    '',
    '.',
    '.git/hooks/pre-commit',
    'node_modules/x/index.js',
    '.env',
    'a\u0000b',
  ])('writes nothing at %j', (path) => expect(written(path).written).toEqual([]))

  it('writes nothing behind a link that leads elsewhere', () => {
    symlinkSync(join(cwd, '..'), join(cwd, 'out'))
    expect(written('out/a.ts').notes).toEqual(['out/a.ts was not written: a link leads elsewhere'])
    expect(written('out/new/a.ts').written).toEqual([])
  })
})
