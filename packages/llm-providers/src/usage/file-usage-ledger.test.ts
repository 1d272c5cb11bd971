import { appendFileSync, chmodSync, mkdtempSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileUsageLedger } from './file-usage-ledger.js'
import type { UsageEntry, UsageLedger, UsageQuery } from './usage-ledger.js'

const folder = () => mkdtempSync(join(tmpdir(), 'ledger-'))
const entry = (id: string, fields: Partial<UsageEntry> = {}): UsageEntry => ({
  at: '2026-03-10T12:00:00.000Z',
  id,
  provider: 'openai',
  model: 'gpt-5.4',
  kind: 'chat',
  outcome: 'complete',
  inputTokens: 10,
  outputTokens: 2,
  ...fields,
})
const idsOf = async (ledger: UsageLedger, query?: UsageQuery) => {
  const ids: string[] = []
  for await (const { id } of ledger.entries(query)) ids.push(id)
  return ids
}

describe('fileUsageLedger', () => {
  it('gives back what was written, in order, from files that only their owner reads', async () => {
    const directory = join(folder(), 'not', 'yet')
    const ledger = fileUsageLedger(directory)
    expect(await idsOf(ledger)).toEqual([])
    await ledger.append(entry('a', { project: 'a "quoted"\nname 雨' }))
    await ledger.append(entry('b', { at: '2026-04-01T00:00:00.000Z' }))
    expect(readdirSync(directory)).toEqual(['2026-03.ndjson', '2026-04.ndjson'])
    expect(statSync(join(directory, '2026-03.ndjson')).mode & 0o777).toBe(0o600)
    expect(await idsOf(fileUsageLedger(directory))).toEqual(['a', 'b'])
    expect(await idsOf(ledger, { project: 'a "quoted"\nname 雨' })).toEqual(['a'])
  })

  it('finds by time, project, session, provider and model', async () => {
    const ledger = fileUsageLedger(folder())
    await ledger.append(entry('a', { at: '2026-02-28T23:59:59.999Z', project: 'p', session: 's' }))
    await ledger.append(entry('b', { at: '2026-03-01T00:00:00.000Z', provider: 'ollama', model: 'qwen3' }))
    await ledger.append(entry('c', { at: '2026-04-01T00:00:00.000Z', project: 'p' }))
    expect(await idsOf(ledger, { from: '2026-03-01' })).toEqual(['b', 'c'])
    expect(await idsOf(ledger, { to: '2026-03-01' })).toEqual(['a'])
    expect(await idsOf(ledger, { from: '2026-03-01', to: '2026-04-01' })).toEqual(['b'])
    expect(await idsOf(ledger, { project: 'p' })).toEqual(['a', 'c'])
    expect(await idsOf(ledger, { project: 'p', session: 's' })).toEqual(['a'])
    expect(await idsOf(ledger, { provider: 'ollama' })).toEqual(['b'])
    expect(await idsOf(ledger, { model: 'qwen3' })).toEqual(['b'])
  })

  it('loses to a write that was cut off that write alone, and tells of it', async () => {
    const directory = folder()
    const damage: object[] = []
    const ledger = fileUsageLedger(directory, { onDamage: (place) => damage.push(place) })
    await ledger.append(entry('a'))
    const path = join(directory, '2026-03.ndjson')
    appendFileSync(path, `\n${JSON.stringify(entry('torn')).slice(0, 40)}`)
    await ledger.append(entry('b'))
    appendFileSync(path, '\nnull\n')
    expect(await idsOf(ledger)).toEqual(['a', 'b'])
    expect(damage).toHaveLength(2)
    expect(damage[0]).toMatchObject({ path })
  })

  it('says so when it cannot write', async () => {
    const directory = folder()
    symlinkSync('/dev/full', join(directory, '2026-03.ndjson'))
    await expect(fileUsageLedger(directory).append(entry('a'))).rejects.toMatchObject({
      code: 'storage/usage-ledger',
      exitCode: 6,
      message: expect.stringContaining('2026-03.ndjson'),
    })
    chmodSync(directory, 0o700)
  })
})
