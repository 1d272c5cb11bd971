import { textOf } from '@engawa/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { SimulatedDisk } from '../../../test/simulated-disk.js'
import type { ChatStore } from '../../chat-store.js'
import { all, say, textsOf, userSays } from '../../conformance/samples.js'
import type { DamageReport } from './damage.js'
import { openFileStorage } from './open-file-storage.js'

const log = '/store/sessions/s.jsonl'

let disk: SimulatedDisk
let reports: DamageReport[]
const open = (): ChatStore => openFileStorage({ directory: '/store', disk, onReport: (report) => reports.push(report) })

beforeEach(() => {
  disk = new SimulatedDisk()
  reports = []
})

/** Offset of the line that holds a text. */
const lineOf = (text: string): number => {
  const bytes = disk.read(log) ?? Buffer.alloc(0)
  return bytes.lastIndexOf('\n', bytes.indexOf(text)) + 1
}

const flip = (text: string) =>
  disk.damage(log, (bytes) => {
    const at = bytes.indexOf(text)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    return bytes
  })

describe('a damaged log', () => {
  it('is JSON line by line when it is not damaged', async () => {
    await say(open(), 's', 'one', 'two\nlines')
    const lines = String(disk.read(log)).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { v: 1, type: 'session', session: { id: 's' } },
      { v: 1, type: 'messages', last: 1, messages: [{ seq: 1 }] },
      { v: 1, type: 'messages', last: 2, messages: [{ seq: 2 }] },
    ])
    expect(reports).toEqual([])
  })

  it('torn at its end: fenced, reported, kept aside, and written on', async () => {
    await say(open(), 's', 'one', 'two')
    const torn = lineOf('two')
    disk.damage(log, (bytes) => bytes.subarray(0, -9))
    expect(await textsOf(open(), 's')).toEqual(['one'])
    expect(reports).toEqual([])
    await say(open(), 's', 'three')
    expect(reports).toEqual([
      {
        kind: 'torn-tail',
        path: log,
        offset: torn,
        length: expect.any(Number),
        quarantine: `/store/quarantine/s.${torn}`,
      },
    ])
    expect(String(disk.read(`/store/quarantine/s.${torn}`))).toContain('two')
    expect(await textsOf(open(), 's')).toEqual(['one', 'three'])
    expect(String(disk.read(log))).toContain('two')
    expect((await open().sessions.get('s'))?.messageCount).toBe(2)
  })

  it('torn again and again: each reader tells what was cut off from what was damaged', async () => {
    await say(open(), 's', 'one', 'two')
    for (const next of ['three', 'four', 'five']) {
      disk.damage(log, (bytes) => bytes.subarray(0, -9))
      await say(open(), 's', next)
    }
    const torn = ['two', 'three', 'four'].map((text) => ({ kind: 'torn-tail', offset: lineOf(text) }))
    reports = []
    expect(await textsOf(open(), 's')).toEqual(['one', 'five'])
    expect(reports).toMatchObject(torn)
    const offset = lineOf('one')
    flip('one')
    reports = []
    expect(await textsOf(open(), 's')).toEqual(['five'])
    expect(reports).toMatchObject([{ kind: 'corrupt-record', offset }, ...torn])
  })

  it('torn, and nothing written since: a call that is refused leaves it as it is', async () => {
    await say(open(), 's', 'one', 'two')
    disk.damage(log, (bytes) => bytes.subarray(0, -9))
    const before = disk.read(log)
    const store = open()
    await expect(
      store.messages.append({ sessionId: 's', messages: [userSays('x')], expectedSeq: 9 }),
    ).rejects.toMatchObject({ code: 'storage/conflict' })
    expect(disk.read(log)).toEqual(before)
    await say(store, 's', 'three')
    reports = []
    expect(await textsOf(open(), 's')).toEqual(['one', 'three'])
    expect(reports).toMatchObject([{ kind: 'torn-tail' }])
  })

  it('torn just before its newline: the record is whole, and counts', async () => {
    await say(open(), 's', 'one', 'two')
    disk.damage(log, (bytes) => bytes.subarray(0, -1))
    await say(open(), 's', 'three')
    expect(await textsOf(open(), 's')).toEqual(['one', 'two', 'three'])
    expect(reports).toEqual([])
  })

  it('corrupt in its middle: the rest is read in both directions, and the record is reported once', async () => {
    await say(open(), 's', 'one', 'two', 'three')
    const offset = lineOf('two')
    flip('two')
    const store = open()
    expect(await textsOf(store, 's')).toEqual(['one', 'three'])
    const down = await all(store.messages.list({ sessionId: 's', order: 'desc' }))
    expect(down.map(textOf)).toEqual(['three', 'one'])
    expect((await all(store.search({ query: 'three' }))).map(({ message }) => message.seq)).toEqual([3])
    expect(reports).toEqual([
      {
        kind: 'corrupt-record',
        path: log,
        offset,
        length: expect.any(Number),
        quarantine: `/store/quarantine/s.${offset}`,
      },
    ])
    expect((await store.health()).details).toMatchObject({ quarantined: 1, reports })
  })

  it('corrupt in its session record: its messages are still there, and it can be written on', async () => {
    await say(open(), 's', 'one')
    flip('"userId"')
    const store = open()
    expect(await textsOf(store, 's')).toEqual(['one'])
    expect(await store.sessions.get('s')).toMatchObject({ id: 's', messageCount: 1 })
    await say(store, 's', 'two')
    expect(await textsOf(open(), 's')).toEqual(['one', 'two'])
    expect(reports[0]?.kind).toBe('corrupt-record')
  })

  it('garbage from end to end: nothing readable, nothing deleted', async () => {
    await say(open(), 's', 'one')
    disk.damage(log, (bytes) => bytes.fill('x'))
    const store = open()
    expect(await textsOf(store, 's')).toEqual([])
    expect(await store.sessions.get('s')).toBeUndefined()
    await say(store, 's', 'new')
    expect(await textsOf(store, 's')).toEqual(['new'])
    expect(String(disk.read(log))).toMatch(/^x+\n/)
  })

  it('written by a newer version: refused, not misread', async () => {
    await say(open(), 's', 'one')
    const { encodeRecord } = await import('./record.js')
    const newer = Object.assign({ v: 2 }, { type: 'messages' as const, at: '', last: 2, head: 0, messages: [] })
    const line = encodeRecord(newer).toString()
    expect(line).toContain('"v":2')
    disk.damage(log, (bytes) => Buffer.concat([bytes, Buffer.from(line)]))
    await expect(textsOf(open(), 's')).rejects.toMatchObject({ code: 'storage/newer-format' })
    await expect(say(open(), 's', 'two')).rejects.toMatchObject({ code: 'storage/newer-format' })
    disk.damage('/store/store.json', () => Buffer.from('{"format":2}'))
    expect(open).toThrow(expect.objectContaining({ code: 'storage/newer-format' }))
    disk.damage('/store/store.json', () => Buffer.from('{'))
    expect(open).toThrow(expect.objectContaining({ code: 'storage/corrupt' }))
  })
})

describe('a disk that refuses', () => {
  it.each([
    ['write', 'ENOSPC'],
    ['sync', 'EIO'],
    ['open', 'EACCES'],
    ['open', 'EROFS'],
  ] as const)('%s fails with %s: a typed error, nothing stored, and work goes on afterwards', async (kind, error) => {
    const store = open()
    await say(store, 's', 'one')
    const fresh = open()
    disk.files.failing.set(kind, error)
    const attempt = fresh.messages.append({ sessionId: 's', messages: [userSays('two')] })
    await expect(attempt).rejects.toMatchObject({ code: `storage/${error.toLowerCase()}` })
    expect(await textsOf(store, 's')).toEqual(['one'])
    disk.files.failing.clear()
    await say(fresh, 's', 'three')
    await say(store, 's', 'four')
    expect(await textsOf(open(), 's')).toEqual(['one', 'three', 'four'])
    expect(reports).toEqual([])
  })

  it('that also refuses to cut back: the torn tail is fenced by whoever comes next', async () => {
    await say(open(), 's', 'one')
    const store = open()
    disk.files.failing.set('write', 'ENOSPC').set('truncate', 'EIO')
    await expect(say(store, 's', 'two')).rejects.toMatchObject({ code: 'storage/enospc' })
    disk.files.failing.clear()
    await say(store, 's', 'three')
    expect(await textsOf(open(), 's')).toEqual(['one', 'three'])
  })
})

describe('a sync that fails', () => {
  it('is not believed afterwards: a repeated append writes its record again before it vouches for it', async () => {
    await say(open(), 's', 'one')
    const request = { sessionId: 's', messages: [userSays('two')], idempotencyKey: 'k' }
    disk.files.failing.set('sync', 'EIO').set('truncate', 'EIO')
    await expect(open().messages.append(request)).rejects.toMatchObject({ code: 'storage/eio' })
    disk.files.failing.clear()
    // The record stands in the file as far as the system knows, and the disk has never seen it.
    expect((await open().messages.append(request)).replayed).toBe(true)
    for (let image = 0; image < 50; image++) {
      disk = new SimulatedDisk(disk.files.afterPowerLoss())
      expect(await textsOf(open(), 's')).toEqual(['one', 'two'])
    }
  })

  it('takes nothing from those who were answered before', async () => {
    const store = open()
    await say(store, 's', 'one')
    disk.files.failing.set('sync', 'EIO')
    const many = ['two', 'three'].map((text) => say(store, 's', text))
    for (const attempt of many) await expect(attempt).rejects.toMatchObject({ code: 'storage/eio' })
    disk.files.failing.clear()
    await say(store, 's', 'four')
    for (let image = 0; image < 50; image++) {
      disk = new SimulatedDisk(disk.files.afterPowerLoss())
      expect(await textsOf(open(), 's')).toEqual(['one', 'four'])
    }
  })
})

describe('a log that was replaced under us', () => {
  it('is read and written anew', async () => {
    const store = open()
    await say(store, 's', 'one', 'two')
    expect(await all(store.search({ query: 'two' }))).toHaveLength(1)
    const backup = Buffer.from(disk.read(log) ?? '')
    await say(store, 's', 'three')
    disk.remove(log)
    disk.replace(log, backup)
    await say(store, 's', 'four')
    expect(await textsOf(store, 's')).toEqual(['one', 'two', 'four'])
    expect(await all(store.search({ query: 'three' }))).toEqual([])
    disk.remove(log)
    expect(await store.sessions.get('s')).toBeUndefined()
    expect(await all(store.search({ query: 'two' }))).toEqual([])
  })
})

describe('a log that was moved away', () => {
  it('is written no more: what is acknowledged stands under its name', async () => {
    const store = open()
    await say(store, 's', 'one')
    disk.files.rename(log, '/store/sessions/s.backup')
    await say(store, 's', 'two')
    expect(await textsOf(open(), 's')).toEqual(['two'])
    expect(String(disk.read('/store/sessions/s.backup'))).not.toContain('two')
  })
})

describe('a log of the same length in the place of another', () => {
  it('is what is searched', async () => {
    const store = open()
    await say(store, 's', 'one', 'two')
    const before = Buffer.from(disk.read(log) ?? '')
    expect(await all(store.search({ query: 'two' }))).toHaveLength(1)

    const elsewhere = new SimulatedDisk()
    await say(openFileStorage({ directory: '/store', disk: elsewhere, onReport: () => {} }), 's', 'one', 'six')
    const other = Buffer.from(elsewhere.read(log) ?? '')
    expect(other.length).toBe(before.length)
    disk.replace(log, other)
    expect(await all(store.search({ query: 'six' }))).toHaveLength(1)
    expect(await all(store.search({ query: 'two' }))).toEqual([])
  })
})

describe('what is refused', () => {
  const logs = () => disk.paths().filter((path) => path.endsWith('.jsonl'))

  it('leaves no log behind', async () => {
    const store = open()
    await expect(store.sessions.update('nobody', { title: 'x' })).rejects.toMatchObject({ code: 'storage/not-found' })
    const early = store.messages.append({ sessionId: 's', messages: [userSays('one')], expectedSeq: 7 })
    await expect(early).rejects.toMatchObject({ code: 'storage/conflict' })
    expect(logs()).toEqual([])
    await say(store, 's', 'one')
    expect(await textsOf(open(), 's')).toEqual(['one'])
    expect(logs()).toEqual([log])
  })

  it('takes nothing from others that write at the same time', async () => {
    const [refused, writing] = [open(), open()]
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await refused.messages
          .append({ sessionId: 's', messages: [userSays('no')], expectedSeq: 99 })
          .catch(() => undefined)
        await say(writing, 's', `${n}`)
      }),
    )
    expect(await textsOf(open(), 's')).toHaveLength(20)
  })
})

describe('cost', () => {
  it('appends that come together share one sync', async () => {
    const store = open()
    await say(store, 's', 'one')
    disk.files.syncs = 0
    await Promise.all(Array.from({ length: 64 }, (_, n) => say(store, 's', `${n}`)))
    expect(disk.files.syncs).toBe(1)
  })

  it('the last messages are read without the first', async () => {
    const store = open()
    for (let n = 0; n < 100; n++) {
      await store.messages.append({ sessionId: 's', messages: Array.from({ length: 100 }, () => userSays('x')) })
    }
    disk.files.bytesRead = 0
    const page = await open().messages.list({ sessionId: 's', order: 'desc' })
    await open().sessions.get('s')
    expect(page.items[0]?.seq).toBe(10_000)
    expect(disk.files.bytesRead).toBeLessThan((disk.read(log)?.length ?? 0) / 10)
  })
})
