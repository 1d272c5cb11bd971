import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readFiles } from './read-files.js'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'zen-files-'))
})

describe('readFiles', () => {
  it('reads text of any language, each file once', () => {
    writeFileSync(join(cwd, 'a b.txt'), '縁側\n')
    expect(readFiles(['a b.txt', 'a b.txt'], cwd)).toEqual([{ name: 'a b.txt', text: '縁側\n' }])
  })

  it.each([
    ['.env', 'KEY=1', 'zen/secret-file'],
    ['.env.local', 'KEY=1', 'zen/secret-file'],
    ['image.png', 'PNG\u0000\u0001', 'zen/binary-file'],
    ['large.txt', 'x'.repeat(1024 * 1024 + 1), 'zen/large-file'],
  ])('refuses %s', (name, content, code) => {
    writeFileSync(join(cwd, name), content)
    expect(() => readFiles([name], cwd)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(name) }),
    )
  })

  it('refuses secrets behind another name', () => {
    writeFileSync(join(cwd, 'prod.env'), 'KEY=1')
    symlinkSync(join(cwd, 'prod.env'), join(cwd, 'notes.txt'))
    for (const name of ['prod.env', 'notes.txt']) {
      expect(() => readFiles([name], cwd)).toThrow(expect.objectContaining({ code: 'zen/secret-file' }))
    }
  })

  it('does not wait for a pipe that nobody writes to', () => {
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    expect(() => readFiles(['pipe'], cwd)).toThrow(expect.objectContaining({ code: 'zen/pipe' }))
  })

  it('lets an example of secrets through', () => {
    writeFileSync(join(cwd, '.env.example'), 'KEY=')
    expect(readFiles(['.env.example'], cwd)).toHaveLength(1)
  })

  it('refuses a folder and a file that is not there, by name', () => {
    mkdirSync(join(cwd, 'src'))
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'dangling'))
    expect(() => readFiles(['src'], cwd)).toThrow(expect.objectContaining({ code: 'zen/folder' }))
    expect(() => readFiles(['gone.ts'], cwd)).toThrow(/gone\.ts does not exist/)
    expect(() => readFiles(['dangling'], cwd)).toThrow(/dangling does not exist/)
  })
})
