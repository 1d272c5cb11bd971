import { randomBytes } from 'node:crypto'
import { textOf } from '@engawa/core'
import { expect, it } from 'vitest'
import { openFileStorage } from '../src/backends/file/open-file-storage.js'
import { all, say, userSays } from '../src/conformance/samples.js'
import type { ChatStore, DataKey, DataKeys } from '../src/index.js'
import { seeded } from './random.js'
import { SimulatedDisk } from './simulated-disk.js'
import { SimulatedFileSystem } from './simulated-file-system.js'

const [first, second] = ['1', '2'].map((id): DataKey => ({ id, bytes: randomBytes(32) })) as [DataKey, DataKey]
const ringOf = (...keys: readonly DataKey[]): DataKeys => ({
  current: () => keys.at(-1) ?? first,
  byId: (id) => keys.find((key) => key.id === id),
})
const open = (files: SimulatedFileSystem, ...keys: readonly DataKey[]) =>
  openFileStorage({
    directory: '/store',
    disk: new SimulatedDisk(files),
    ...(keys.length === 0 ? {} : { encryption: { keys: ringOf(...keys) } }),
  })

const word = 'heron'

async function fill(store: ChatStore): Promise<void> {
  await store.sessions.create({ id: 's', title: `${word} title` })
  await say(store, 's', word, `${word} `.repeat(300))
  await store.messages.append({ sessionId: 's', messages: [userSays('three')], idempotencyKey: 'k' })
  await store.documents.create({ id: 'd', name: 'document', content: word })
  await store.kv.set('key', word)
  await store.searchIndex.rebuild()
}

const contentOf = async (store: ChatStore) => [
  (await store.sessions.get('s'))?.title,
  (await all(store.messages.list({ sessionId: 's' }))).map((message) => [message.seq, textOf(message)]),
  await store.documents.text('d'),
  await store.kv.get('key'),
]

/** Fill a disk, then seal it anew until it may take no more steps. @param before the keys it was filled with */
async function crashedAfter(steps: number, before: readonly DataKey[]): Promise<SimulatedFileSystem> {
  const files = new SimulatedFileSystem(seeded(steps))
  const store = open(files, ...before)
  await fill(store)
  await store.close()
  files.stepsLeft = steps
  try {
    await open(files, ...before, second).reseal()
  } catch (error) {
    if (!files.isDown) throw error
  }
  return files
}

/** Files that have a word of what was stored plain; what a write left half done when it was killed is nobody's. */
const plainIn = (files: SimulatedFileSystem): readonly string[] =>
  files.paths().filter((path) => !path.endsWith('.tmp') && files.readWhole(path).includes(word))

it.each([
  ['what was plain', []],
  ['what an earlier key sealed', [first]],
])(
  'power lost or killed while %s is sealed anew: everything opens, and the next call does the rest',
  async (_, before) => {
    const whole = await crashedAfter(Number.MAX_SAFE_INTEGER, before)
    const expected = await contentOf(open(whole, second))
    expect(expected).toEqual([
      `${word} title`,
      [
        [1, word],
        [2, `${word} `.repeat(300)],
        [3, 'three'],
      ],
      word,
      word,
    ])
    let crashes = 0
    for (let steps = 1; ; steps++) {
      const crashed = await crashedAfter(steps, before)
      if (!crashed.isDown) break
      for (const files of [crashed.afterPowerLoss(), crashed.afterPowerLoss(), crashed.afterKill()]) {
        crashes += 1
        const store = open(files, ...before, second)
        expect(await contentOf(store)).toEqual(expected)
        await store.reseal()
        await store.close()
        expect(plainIn(files)).toEqual([])
        const without = open(files, second)
        expect(await contentOf(without)).toEqual(expected)
        const repeated = { sessionId: 's', messages: [userSays('x')], idempotencyKey: 'k' }
        expect((await without.messages.append(repeated)).replayed).toBe(true)
        await without.close()
      }
    }
    expect(crashes).toBeGreaterThan(20)
  },
  120_000,
)
