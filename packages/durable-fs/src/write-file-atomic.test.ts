import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { type FileSystem, nodeFileSystem } from './file-system.js'
import { writeFileAtomic } from './write-file-atomic.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-fs-'))
})

describe('writeFileAtomic', () => {
  it('writes a private file and leaves no temporary one', () => {
    writeFileAtomic(join(folder, 'a.json'), '{"ü":1}')
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{"ü":1}')
    expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  it('never shares a temporary file with another writer, and puts it beside what it replaces', () => {
    const made: string[] = []
    const open: FileSystem['open'] = (path, flags, mode) => {
      if (flags === 'wx') made.push(path)
      return nodeFileSystem.open(path, flags, mode)
    }
    for (let n = 0; n < 5; n++) writeFileAtomic(join(folder, 'a'), 'x', { files: { ...nodeFileSystem, open } })
    expect(new Set(made).size).toBe(5)
    expect(new Set(made.map((path) => dirname(path)))).toEqual(new Set([folder]))
  })

  it('creates missing folders, private too', () => {
    writeFileAtomic(join(folder, 'new', 'deep', 'a'), 'x')
    expect(readFileSync(join(folder, 'new', 'deep', 'a'), 'utf8')).toBe('x')
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700)
  })

  it('keeps the old file and cleans up when the new one cannot be put in place', () => {
    const path = join(folder, 'taken')
    writeFileAtomic(join(path, 'inside'), 'x')
    expect(() => writeFileAtomic(path, 'y')).toThrow(/could not write .*taken/)
    expect(readdirSync(folder)).toEqual(['taken'])
    expect(readFileSync(join(path, 'inside'), 'utf8')).toBe('x')
  })

  it('names the cause and the remedy', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => writeFileAtomic(join(folder, 'file', 'below'), 'x')).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage\/(enotdir|eexist)$/), exitCode: 6 }),
    )
    chmodSync(folder, 0o700)
  })
})
