import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { namedFiles, namedRange } from './named-files.js'

describe('what a task names', () => {
  it('is a file where there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'named-'))
    for (const name of ['a.ts', 'b c.ts', 'naïve.md']) writeFileSync(join(folder, name), '')
    const task = `Review a.ts, ./a.ts and \`naïve.md\`. Not gone.ts, .., /, /etc/passwd, ../../etc/passwd or ${'x'.repeat(5_000)}.ts\u0000`
    expect(namedFiles(task, folder)).toEqual(['a.ts', './a.ts', 'naïve.md'])
  })

  it('is no file that would not be sent: one of secrets, or a binary', () => {
    const folder = mkdtempSync(join(tmpdir(), 'named-'))
    writeFileSync(join(folder, '.env'), 'MODE=test')
    symlinkSync('.env', join(folder, 'settings.txt'))
    writeFileSync(join(folder, 'app.bin'), Uint8Array.of(127, 69, 76, 70, 0, 1))
    writeFileSync(join(folder, 'late.txt'), `${'x'.repeat(8_000)}\u0000`)
    writeFileSync(join(folder, 'shot.png'), Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'))
    const task = 'Why is .env not loaded by app.bin, as settings.txt, late.txt and shot.png show?'
    expect(namedFiles(task, folder)).toEqual(['late.txt', 'shot.png'])
  })

  it.each([
    ['Review main..HEAD please', 'main..HEAD'],
    ['Review main...feature/log-in.', 'main...feature/log-in'],
    ['What changed in v1.2..v1.3?', 'v1.2..v1.3'],
    ['Well... review it', undefined],
    ['Look at ../lib', undefined],
    ['--output=x..y', undefined],
  ])('is a range of commits in "%s": %s', (task, range) => {
    expect(namedRange(task)).toBe(range)
  })
})
