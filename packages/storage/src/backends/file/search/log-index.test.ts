import { textOf } from '@engawa/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../../../test/random.js'
import { SimulatedDisk } from '../../../../test/simulated-disk.js'
import { SimulatedFileSystem } from '../../../../test/simulated-file-system.js'
import type { ChatStore } from '../../../chat-store.js'
import { all, say } from '../../../conformance/samples.js'
import { chatStoreOver } from '../../../store/chat-store-over.js'
import { FileBackend } from '../file-backend.js'

/** Small, so that a few messages make many segments. */
const indexSizes = { worthKeeping: 3, largestDraft: 5 }

let disk: SimulatedDisk
const open = (on = disk): ChatStore =>
  chatStoreOver(new FileBackend({ directory: '/store', disk: on, durability: 'fsync', onReport: () => {}, indexSizes }))

const textAt = (n: number) => `message n${n} ${n % 3 === 0 ? 'three' : 'other'}`

/** Append messages `from` to `to`, over a few sessions. */
async function fill(store: ChatStore, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) await say(store, `s${n % 4}`, textAt(n))
}

const hits = async (store: ChatStore, query: string): Promise<string[]> =>
  (await all(store.search({ query }))).map(({ message }) => textOf(message)).toSorted()

/** Every query has exactly its hits. */
async function expectSound(store: ChatStore, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, n) => textAt(n))
  expect(await hits(store, 'message')).toEqual(texts.toSorted())
  expect(await hits(store, 'three')).toEqual(texts.filter((text) => text.endsWith('three')).toSorted())
  expect(await hits(store, `n${count - 1}`)).toEqual([textAt(count - 1)])
  expect(await hits(store, '"message n1"')).toEqual([textAt(1)])
}

const searchOf = async (store: ChatStore) => (await store.health()).details.search
const indexFiles = (on = disk) => on.paths().filter((path) => /^\/store\/search\/[^.]/.test(path))
const segments = (on = disk) => indexFiles(on).filter((path) => path.endsWith('.segment'))
/** Whether a word stands in any segment. */
const isWritten = (word: string) => segments().some((path) => disk.read(path)?.includes(word))

beforeEach(() => {
  disk = new SimulatedDisk()
})

describe('the index of a folder of logs', () => {
  it('is written down by whoever searches, and covers what it says to the next', async () => {
    const writer = open()
    await fill(writer, 0, 40)
    expect(indexFiles()).toEqual([])
    await expectSound(writer, 40)
    await writer.close()
    expect(segments().length).toBeGreaterThan(0)
    const reader = open()
    await expectSound(reader, 40)
    expect(await searchOf(reader)).toMatchObject({ kept: 40, inMemory: 0 })
    await fill(reader, 40, 42)
    await expectSound(reader, 42)
    expect(await searchOf(reader)).toMatchObject({ kept: 40, inMemory: 2 })
    await reader.close()
  })

  it('joins segments as they become many, and leaves none behind that nobody names', async () => {
    const store = open()
    for (let count = 0; count < 90; count += 3) {
      await fill(store, count, count + 3)
      await expectSound(store, count + 3)
    }
    await store.close()
    expect(segments().length).toBeLessThan(20)
    const reader = open()
    await expectSound(reader, 90)
    expect(await searchOf(reader)).toMatchObject({ segments: segments().length, kept: 90 })
    await reader.close()
  })

  it('joins segments while more is in memory, and says of that alone that it is not covered', async () => {
    const store = open()
    // Eight logs of a segment each, and a tail too short for one.
    for (let n = 0; n < 8; n++) await say(store, `s${n}`, ...Array.from({ length: 5 }, (_, k) => textAt(n * 5 + k)))
    await say(store, 'tail', textAt(40), textAt(41))
    await expectSound(store, 42)
    await store.close()
    expect(segments()).toHaveLength(1)
    const reader = open()
    await expectSound(reader, 42)
    expect(await searchOf(reader)).toMatchObject({ segments: 1, kept: 40, inMemory: 2 })
    await reader.close()
  })

  it('forgets a log that is gone or replaced', async () => {
    const store = open()
    await fill(store, 0, 24)
    await expectSound(store, 24)
    await store.close()
    const log = '/store/sessions/s1.jsonl'
    const other = new SimulatedDisk()
    // Longer than the one it replaces, so that its size alone says nothing.
    await say(open(other), 's1', ...Array.from({ length: 20 }, () => 'something else'))
    disk.replace(log, other.read(log) ?? '')
    const reader = open()
    expect(await hits(reader, 'n5')).toEqual([])
    expect(await hits(reader, 'else')).toHaveLength(20)
    disk.remove(log)
    expect(await hits(reader, 'else')).toEqual([])
    expect(await hits(reader, 'n4')).toEqual([textAt(4)])
    await reader.close()
  })

  it('has no word of a purged session once the store is closed, whoever wrote it down', async () => {
    const writer = open()
    await fill(writer, 0, 20)
    await say(writer, 's2', 'a zebra')
    await fill(writer, 20, 30)
    expect(await hits(writer, 'zebra')).toEqual(['a zebra'])
    await writer.close()
    expect(isWritten('zebra')).toBe(true)
    const other = open()
    expect(await other.sessions.purge('s2')).toBe(true)
    await other.close()
    expect(isWritten('zebra')).toBe(false)
    await say(open(), 's2', 'a lion')
    for (const reader of [open(), open()]) {
      expect(await hits(reader, 'zebra')).toEqual([])
      expect(await hits(reader, 'lion')).toEqual(['a lion'])
      expect(await hits(reader, 'three')).toEqual(
        Array.from({ length: 30 }, (_, n) => n)
          .filter((n) => n % 3 === 0 && n % 4 !== 2)
          .map(textAt)
          .toSorted(),
      )
      await reader.close()
    }
  })

  it('is made anew on demand', async () => {
    const store = open()
    await fill(store, 0, 20)
    await store.searchIndex.rebuild()
    const before = segments()
    await store.searchIndex.rebuild()
    expect(segments().some((path) => before.includes(path))).toBe(false)
    await expectSound(store, 20)
    await store.close()
  })

  it('stays in memory where it can not be written, and says so', async () => {
    const store = open()
    await fill(store, 0, 20)
    disk.files.failing.set('write', 'ENOSPC')
    await expectSound(store, 20)
    expect(await searchOf(store)).toMatchObject({ kept: 0, inMemory: 20, problem: expect.stringContaining('search') })
    await store.close()
    expect(segments()).toEqual([])
    disk.files.failing.clear()
    const other = open()
    await expectSound(other, 20)
    expect(await searchOf(other)).toMatchObject({ kept: 20, inMemory: 0 })
    await other.close()
  })
})

describe('an index that is damaged', () => {
  it('in any of its bytes: it is made anew, and nothing wrong is found', async () => {
    const store = open()
    await fill(store, 0, 12)
    await expectSound(store, 12)
    await store.close()
    const random = seeded(7)
    const whole = new Map(indexFiles().map((path) => [path, Buffer.from(disk.read(path) ?? '')]))
    for (const damaged of whole.keys()) {
      for (let round = 0; round < 40; round++) {
        for (const path of indexFiles()) disk.remove(path)
        for (const [path, bytes] of whole) disk.replace(path, bytes)
        disk.damage(damaged, (bytes) => {
          const at = Math.floor(random() * bytes.length)
          bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at)
          return bytes
        })
        const reader = open()
        await expectSound(reader, 12)
        await reader.close()
      }
    }
  })

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['all zeroes', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ])('%s: it is made anew', async (_, damage) => {
    const store = open()
    await fill(store, 0, 12)
    await store.searchIndex.rebuild()
    for (const path of indexFiles()) disk.damage(path, damage)
    const reader = open()
    await expectSound(reader, 12)
    await reader.close()
    await expectSound(open(), 12)
  })

  it('while it is open: a segment that is gone is missed by nobody', async () => {
    const store = open()
    await fill(store, 0, 12)
    await expectSound(store, 12)
    await store.close()
    for (const path of segments()) disk.remove(path)
    const reader = open()
    await expectSound(reader, 12)
    await reader.close()
  })
})

describe('a process that ends while it indexes', () => {
  it('at any step, with or without the power: all is found afterwards', async () => {
    let ended = 0
    for (let steps = 1, isThrough = false; !isThrough; steps++) {
      for (const power of [false, true]) {
        disk = new SimulatedDisk(new SimulatedFileSystem(seeded(steps)))
        const store = open()
        await fill(store, 0, 9)
        await expectSound(store, 9)
        await fill(store, 9, 33)
        const { files } = disk
        files.stepsLeft = steps
        const indexing = open()
        await indexing.searchIndex.rebuild().catch((error: unknown) => {
          if (!files.isDown) throw error
        })
        await hits(indexing, 'three')
        await indexing.close()
        isThrough = !files.isDown
        if (!isThrough) ended += 1
        disk = new SimulatedDisk(power ? files.afterPowerLoss() : files.afterKill())
        const reader = open()
        await expectSound(reader, 33)
        await reader.close()
        await expectSound(open(), 33)
      }
    }
    expect(ended).toBeGreaterThan(8)
  })

  it('or forgets what was purged, at any step: the next to search sees to it', async () => {
    for (let steps = 1, isThrough = false; !isThrough; steps++) {
      for (const power of [false, true]) {
        disk = new SimulatedDisk(new SimulatedFileSystem(seeded(steps)))
        const store = open()
        await fill(store, 0, 8)
        await say(store, 's2', 'a zebra')
        expect(await hits(store, 'zebra')).toHaveLength(1)
        await store.close()
        await fill(open(), 8, 14)
        const { files } = disk
        files.stepsLeft = steps
        const purging = open()
        await purging.sessions.purge('s2').catch((error: unknown) => {
          if (!files.isDown) throw error
        })
        await purging.close()
        isThrough = !files.isDown
        disk = new SimulatedDisk(power ? files.afterPowerLoss() : files.afterKill())
        const reader = open()
        const isPurged = (await reader.sessions.get('s2')) === undefined
        expect(await hits(reader, 'zebra')).toHaveLength(isPurged ? 0 : 1)
        expect(await hits(reader, 'n5 OR n13')).toEqual([textAt(13), textAt(5)])
        await reader.close()
        expect(isWritten('zebra')).toBe(!isPurged)
      }
    }
  })
})

describe('several that index at once', () => {
  it('find everything, whoever of them writes it down', async () => {
    const stores = [open(), open(), open()]
    const [first = open()] = stores
    for (let count = 0; count < 60; count += 6) {
      await fill(first, count, count + 6)
      await Promise.all(
        stores.map(async (store, index) => {
          if (index === 1 && count % 12 === 0) await store.searchIndex.rebuild()
          await expectSound(store, count + 6)
        }),
      )
    }
    await Promise.all(stores.map((store) => store.close()))
    const reader = open()
    await expectSound(reader, 60)
    await reader.close()
  })
})
