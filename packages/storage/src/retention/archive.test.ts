import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sealLine } from '../backends/file/sealed-line.js'
import { HandClock, say, textsOf } from '../conformance/samples.js'
import { openStorage } from '../index.js'

const hour = 60 * 60 * 1_000
const long = 'The heron stands in the reeds, and waits. '.repeat(200)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const clock = new HandClock(Date.now())
const open = () => openStorage({ type: 'file', directory: folder, clock, retention: { archiveAfterMs: hour } })
const log = () => join(folder, 'sessions', 's.jsonl')

async function archived(): Promise<void> {
  const store = await open()
  await say(store, 's', long, 'short')
  clock.advance(hour)
  const before = statSync(log()).size
  expect((await store.sweep()).archived).toBe(1)
  expect(statSync(log()).size).toBeLessThan(before / 2)
  await store.close()
}

it('takes less of the disk, and stays JSON line by line', async () => {
  await archived()
  const lines = readFileSync(log(), 'utf8').trimEnd().split('\n')
  const records = lines.map((line) => JSON.parse(line) as { type: string; messages?: { metadata?: object }[] })
  expect(records.map(({ type }) => type)).toEqual(['session', 'messages', 'messages'])
  expect(records[1]?.messages?.[0]?.metadata).toHaveProperty('engawa:packed')
  expect(records[2]?.messages?.[0]?.metadata).toBeUndefined()
  expect(lines[2]).toContain('short')
})

it('is done once, however well it could be compressed again', async () => {
  const store = await open()
  const same = 'a'.repeat(8 * 1024 * 1024)
  await say(store, 's', same)
  for (const archived of [1, 0]) {
    clock.advance(31 * 24 * hour)
    expect((await store.sweep()).archived).toBe(archived)
    expect(await textsOf(store, 's')).toEqual([same])
  }
  await store.close()
})

it.each([
  ['was changed', { v: 1, data: 'AAAA' }, 'storage/corrupt'],
  [
    'fills the memory',
    { v: 1, data: deflateRawSync(Buffer.alloc(200 * 1024 * 1024)).toString('base64') },
    'storage/corrupt',
  ],
  ['is no object', 'x', 'storage/corrupt'],
  ['is of a newer format', { v: 2, data: '' }, 'storage/newer-format'],
])('a compressed message that %s is refused', async (_, packed, code) => {
  await archived()
  const [, line = ''] = readFileSync(log(), 'utf8').split('\n')
  const { v, crc, ...record } = JSON.parse(line) as { v: number; crc: string; messages: { metadata: object }[] }
  const messages = record.messages.map((message) => ({ ...message, metadata: { 'engawa:packed': packed } }))
  const changed = sealLine({ ...record, messages })
    .toString()
    .trimEnd()
  writeFileSync(
    log(),
    readFileSync(log(), 'utf8').replace(line, () => changed),
  )
  const store = await open()
  await expect(textsOf(store, 's')).rejects.toMatchObject({ code })
  await store.close()
})

it('asks for at least one age', async () => {
  const opening = openStorage({ type: 'memory', retention: {} })
  await expect(opening).rejects.toMatchObject({
    code: 'storage/invalid-input',
    details: { field: 'retention.maxAgeMs' },
  })
})
