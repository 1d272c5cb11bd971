import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { say } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { judge } from './judge-writers.js'
import { bundleWriter, startWriter } from './writers.js'

const count = 12

let program: string
beforeAll(async () => {
  program = await bundleWriter()
})

let directory: string
let store: { readonly type: 'file'; readonly directory: string }
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'storage-')))
  store = { type: 'file', directory }
})

/** Whether this system lets us trace a program. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', process.execPath, '-e', '0']).status === 0
const withStrace = canTrace
  ? describe
  : (name: string, body: () => void) => describe.skip(`${name} [no strace: not on PATH, or not allowed here]`, body)

/** What fails, on which file of the store (any, when empty), as strace says it, and what that is to be called. */
const refusals = [
  ['fdatasync fails with EIO', 'sessions/one.jsonl', 'fdatasync:error=EIO:when=3..5', 'storage/eio'],
  ['write fails with ENOSPC', 'sessions/one.jsonl', 'write:error=ENOSPC:when=3..5', 'storage/enospc'],
  [
    'fdatasync fails with EIO, and the cutting back with it',
    'sessions/one.jsonl',
    'fdatasync,ftruncate:error=EIO:when=2..3',
    'storage/eio',
  ],
  ['write says that it took what it did not', 'sessions/one.jsonl', 'write:retval=7:when=4', 'storage/eio'],
  ['write takes nothing', 'sessions/one.jsonl', 'write:retval=0:when=4..5', 'storage/eio'],
  ['openat fails with EMFILE', 'sessions/one.jsonl', 'openat:error=EMFILE:when=1..2', 'storage/emfile'],
  ['fsync of the folder fails with EIO', 'sessions', 'fsync:error=EIO:when=1..2', 'storage/eio'],
  ['rename fails with ENOSPC', '', 'rename:error=ENOSPC:when=3..4', 'storage/enospc'],
] as const

withStrace('a system call that fails for real', () => {
  it.each(refusals)(
    '%s: a typed error, nothing acknowledged is lost, and work goes on',
    async (_, file, rule, code) => {
      // The file that is watched has to be there.
      const first = await openStorage(store)
      await say(first, 'one', 'first 0|')
      await first.kv.set('w', -1)
      await first.close()

      const [calls = ''] = rule.split(':')
      const launcher = ['strace', '-f', '-qq', '-o', '/dev/null', ...(file === '' ? [] : ['-P', join(directory, file)])]
      const tracing = ['-e', `trace=${calls}`, '-e', `inject=${rule}`]
      const task = { store, sessionId: 'one', name: 'w', count, patience: 8, alsoAsEntry: true }
      const writer = startWriter(program, task, [...launcher, ...tracing])
      expect(await writer.ended, writer.errors()).toBe(0)
      expect(writer.acknowledged).toEqual(Array.from({ length: count }, (_one, n) => n))
      expect(writer.refusals).toContain(code)
      expect(new Set(writer.refusals).size).toBe(1)

      const { messages, lost, faults } = await judge(store, 'one', [writer])
      expect({ lost, faults }).toEqual({ lost: 0, faults: [] })
      expect(messages).toHaveLength(count + 1)
      const after = await openStorage(store)
      expect(await after.kv.get('w')).toBe(count - 1)
      await after.close()
    },
    120_000,
  )
})

describe.skipIf(process.platform === 'win32')('a file that may grow no more', () => {
  it('takes a part of a write and then nothing: a typed error, and work goes on once it may grow again', async () => {
    const launcher = ['sh', '-c', 'ulimit -f 64; exec "$@"', 'sh']
    const task = { store, sessionId: 'one', name: 'w', count: 1_000, padding: 5_000, patience: 3 }
    const writer = startWriter(program, task, launcher)
    expect(await writer.ended).not.toBe(0)
    expect(new Set(writer.refusals)).toEqual(new Set(['storage/efbig']))
    expect(writer.acknowledged.length).toBeGreaterThan(0)

    const { messages, lost, faults } = await judge(store, 'one', [writer])
    expect({ lost, faults }).toEqual({ lost: 0, faults: [] })
    const after = await openStorage(store)
    await say(after, 'one', 'next 0|')
    expect((await judge(store, 'one', [writer])).messages).toHaveLength(messages.length + 1)
    await after.close()
  }, 120_000)
})
