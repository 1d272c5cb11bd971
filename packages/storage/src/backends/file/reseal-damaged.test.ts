import { randomBytes } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { SimulatedDisk } from '../../../test/simulated-disk.js'
import type { ChatStore } from '../../chat-store.js'
import { all, say, textsOf } from '../../conformance/samples.js'
import { openFileStorage } from './open-file-storage.js'

const key = { id: '1', bytes: randomBytes(32) }
const encryption = { keys: { current: () => key, byId: () => key } }

let disk: SimulatedDisk
beforeEach(() => {
  disk = new SimulatedDisk()
})

const open = (options = {}): ChatStore => openFileStorage({ directory: '/store', disk, ...options })
const cutBy = (path: string, bytes: number) => disk.damage(path, (log) => log.subarray(0, -bytes))

it('seals what lacks only its newline at the end of a session', async () => {
  const log = '/store/sessions/s.jsonl'
  await say(open(), 's', 'one', 'the heron')
  cutBy(log, 1)
  const store = open({ encryption })
  expect((await store.reseal()).messages).toBe(2)
  expect(String(disk.read(log))).not.toContain('heron')
  expect(await textsOf(store, 's')).toEqual(['one', 'the heron'])
  await say(store, 's', 'three')
  expect(await textsOf(open({ encryption }), 's')).toEqual(['one', 'the heron', 'three'])
})

it('seals what lacks only its newline at the end of a record', async () => {
  const log = '/store/records/users/u.users.jsonl'
  await open().users.create({ id: 'u', preferences: { n: 1 } })
  await open().users.update('u', { preferences: { bird: 'heron' } })
  cutBy(log, 1)
  const store = open({ encryption })
  const versions = async () => (await all(store.users.history('u'))).map(({ preferences }) => preferences)
  expect(await versions()).toEqual([{ n: 1 }, { bird: 'heron' }])
  expect((await store.reseal()).versions).toBe(2)
  expect(String(disk.read(log))).not.toContain('heron')
  expect(await versions()).toEqual([{ n: 1 }, { bird: 'heron' }])
})

it('leaves what was torn where it is, and seals what follows', async () => {
  const log = '/store/sessions/s.jsonl'
  await say(open(), 's', 'one', 'the heron')
  cutBy(log, 9)
  const store = open({ encryption })
  expect((await store.reseal()).messages).toBe(1)
  await say(store, 's', 'three')
  expect(String(disk.read(log))).toContain('heron')
  expect(await textsOf(open({ encryption }), 's')).toEqual(['one', 'three'])
})
