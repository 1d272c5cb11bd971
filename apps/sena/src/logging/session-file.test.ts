import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { sessionFile } from './session-file.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sena-sessions-'))
})

const lineAt = (time: string) => ({ record: { time, level: 'debug', msg: time }, line: JSON.stringify({ msg: time }) })

it('begins a new file with each day', () => {
  const sink = sessionFile(folder)
  for (const time of ['2026-01-30T23:59:59.999Z', '2026-01-31T00:00:00.000Z', '2026-01-31T12:00:00.000Z']) {
    const { record, line } = lineAt(time)
    sink.write(record, line)
  }
  sink.close?.()
  expect(readdirSync(folder).sort()).toEqual(['session_20260130.log', 'session_20260131.log'])
  expect(readFileSync(join(folder, 'session_20260131.log'), 'utf8').trim().split('\n')).toHaveLength(2)
})

it('keeps thirty days, and nothing of anybody else is touched', () => {
  for (let day = 1; day <= 31; day++)
    writeFileSync(join(folder, `session_202512${String(day).padStart(2, '0')}.log`), '')
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  const sink = sessionFile(folder)
  const { record, line } = lineAt('2026-01-01T08:00:00.000Z')
  sink.write(record, line)
  sink.write(record, line)
  sink.close?.()
  const left = readdirSync(folder).sort()
  expect(left).toContain('notes.txt')
  expect(left).toContain('session_20251231.log')
  expect(left).not.toContain('session_20251201.log')
})
