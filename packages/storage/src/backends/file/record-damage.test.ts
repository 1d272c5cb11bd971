import { beforeEach, describe, expect, it } from 'vitest'
import { seeded } from '../../../test/random.js'
import { SimulatedDisk } from '../../../test/simulated-disk.js'
import { SimulatedFileSystem } from '../../../test/simulated-file-system.js'
import type { ChatStore } from '../../chat-store.js'
import { all } from '../../conformance/samples.js'
import type { DamageReport } from './damage.js'
import { openFileStorage } from './open-file-storage.js'

const log = '/store/records/users/u.users.jsonl'

let disk: SimulatedDisk
let reports: DamageReport[]
const open = (): ChatStore => openFileStorage({ directory: '/store', disk, onReport: (report) => reports.push(report) })

beforeEach(async () => {
  disk = new SimulatedDisk()
  reports = []
  const store = open()
  await store.users.create({ id: 'u', preferences: { n: 1 } })
  await store.users.update('u', { preferences: { n: 2 } })
})

const flip = (path: string, text: string) =>
  disk.damage(path, (bytes) => {
    const at = bytes.indexOf(text)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    return bytes
  })

describe("a record's log", () => {
  it('is JSON line by line', () => {
    const lines = String(disk.read(log)).trimEnd().split('\n')
    expect(lines.map((line) => line.match(/"(v|crc)":/g))).toEqual([1, 2].map(() => ['"v":', '"crc":']))
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ version: 1 }, { version: 2, id: 'u' }])
  })

  it('with a damaged line gives the version before, says so, and goes on', async () => {
    flip(log, '"n":2')
    const store = open()
    expect((await store.users.get('u'))?.preferences).toEqual({ n: 1 })
    expect(reports).toMatchObject([{ kind: 'corrupt-record', path: log, quarantine: expect.any(String) }])
    expect(await store.users.update('u', { preferences: { n: 3 } })).toMatchObject({ version: 2 })
    expect((await all(open().users.history('u'))).map(({ preferences }) => preferences)).toEqual([{ n: 1 }, { n: 3 }])
  })

  it('that was cut off is fenced, and the next version is whole', async () => {
    disk.damage(log, (bytes) => bytes.subarray(0, -7))
    const store = open()
    expect((await store.users.get('u'))?.version).toBe(1)
    expect(reports).toMatchObject([{ kind: 'torn-tail' }])
    await store.users.update('u', { preferences: { n: 3 } })
    reports = []
    expect((await all(open().users.history('u'))).map(({ preferences }) => preferences)).toEqual([{ n: 1 }, { n: 3 }])
    expect(reports).toMatchObject([{ kind: 'torn-tail' }])
  })

  it('cut off just before its newline, the version counts', async () => {
    disk.damage(log, (bytes) => bytes.subarray(0, -1))
    expect((await open().users.update('u', { preferences: { n: 3 } })).version).toBe(3)
    expect(await all(open().users.history('u'))).toHaveLength(3)
    expect(reports).toEqual([])
  })

  it('whose write is refused keeps nothing of it, and takes the next', async () => {
    const store = open()
    for (const kind of ['write', 'sync'] as const) {
      disk.files.failing.set(kind, 'ENOSPC')
      await expect(store.users.update('u', { preferences: { n: 9 } })).rejects.toMatchObject({ code: 'storage/enospc' })
      disk.files.failing.clear()
      expect((await open().users.get('u'))?.preferences).toEqual({ n: 2 })
    }
    expect((await store.users.update('u', { preferences: { n: 3 } })).version).toBe(3)
  })

  it('is gone with the copies of its damage when it is purged', async () => {
    flip(log, '"n":2')
    const store = open()
    await store.users.get('u')
    await store.users.purge('u')
    expect(disk.paths().filter((path) => path.includes('u.users'))).toEqual([])
    expect(await store.health()).toMatchObject({ details: { quarantined: 0, reports: [] } })
  })
})

describe('the content of a document', () => {
  it('is on the disk before its record is', async () => {
    const store = open()
    disk.files.failing.set('sync', 'EIO')
    await expect(store.documents.create({ id: 'd', name: 'n', content: 'x' })).rejects.toMatchObject({
      code: 'storage/eio',
    })
    disk.files.failing.clear()
    expect(await store.documents.get('d')).toBeUndefined()
    await store.documents.create({ id: 'd', name: 'n', content: 'x' })
    disk = new SimulatedDisk(disk.files.afterPowerLoss())
    expect(await open().documents.text('d')).toBe('x')
  })

  it('that is not as it was written is refused, never handed out', async () => {
    const store = open()
    await store.documents.create({ id: 'd', name: 'n', content: 'abc' })
    const blob = disk.paths().find((path) => path.startsWith('/store/blobs/')) ?? ''
    flip(blob, 'abc')
    const refused = { code: 'storage/corrupt', hint: expect.any(String) }
    await expect(store.documents.content('d')).rejects.toMatchObject(refused)
    await expect(all(store.export())).rejects.toMatchObject(refused)
  })

  it('leaves nothing behind when it is purged, also what a killed writer left', async () => {
    const store = open()
    await store.documents.create({ id: 'd', name: 'n', content: 'one' })
    const [first = ''] = disk.paths().filter((path) => path.startsWith('/store/blobs/'))
    disk.replace(`${first.slice(0, -64)}${'0'.repeat(64)}`, 'never named by a version')
    await store.documents.purge('d')
    expect(disk.paths().filter((path) => path.startsWith('/store/blobs/'))).toEqual([])
  })
})

describe('users and documents when the power goes', () => {
  it('keeps every version that was acknowledged, with its content', async () => {
    for (let steps = 1; steps < 120; steps++) {
      const failing = new SimulatedDisk(new SimulatedFileSystem(seeded(steps)))
      const acknowledged: string[] = []
      failing.files.stepsLeft = steps
      try {
        const store = openFileStorage({ directory: '/store', disk: failing })
        for (let n = 0; n < 6; n++) {
          const content = `content ${n}`
          if (n === 0) await store.documents.create({ id: 'd', name: 'n', content })
          else await store.documents.update('d', { content })
          acknowledged.push(content)
        }
      } catch {}
      const disk = new SimulatedDisk(failing.files.afterPowerLoss())
      const store = openFileStorage({ directory: '/store', disk })
      const versions = await all(store.documents.history('d'))
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1))
      expect(versions.length).toBeGreaterThanOrEqual(acknowledged.length)
      for (const { version } of versions) {
        expect(await store.documents.text('d', { version })).toBe(`content ${version - 1}`)
      }
      const next = versions.length === 0 ? store.documents.create({ id: 'd', name: 'n', content: 'x' }) : undefined
      expect(await (next ?? store.documents.update('d', { content: 'x' }))).toMatchObject({
        version: versions.length + 1,
      })
    }
  })
})
