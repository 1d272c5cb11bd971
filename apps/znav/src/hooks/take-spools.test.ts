import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { takeSpools } from './take-spools.js'

const record = (command: string) =>
  ['1', '1700000000000', '5', '0', '', '', 'backend', '/work', command, '\n'].map((field) => `${field}\0`).join('')

it('keeps the beginning of a spool that is larger than anybody types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'znav-spool-'))
  try {
    const long = 'ü'.repeat(5 * 1024 * 1024)
    writeFileSync(join(folder, '999999999-abc'), record('echo one') + record(long) + record('echo two'))
    const taken = takeSpools(folder)
    expect(taken.records.map(({ command }) => command)).toEqual(['echo one'])
    taken.done()
    expect(readdirSync(folder)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
