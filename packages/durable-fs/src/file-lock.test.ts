import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFileLock } from './file-lock.js'

const lockPath = () => join(mkdtempSync(join(tmpdir(), 'durable-fs-')), 'store.lock')

describe('withFileLock', () => {
  it('lets one holder in at a time, also within one process', async () => {
    const path = lockPath()
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withFileLock(path, async () => {
          most = Math.max(most, ++inside)
          await new Promise((resolve) => setTimeout(resolve, 2))
          inside--
        }),
      ),
    )
    expect(most).toBe(1)
  })

  it('frees the lock when the work throws', async () => {
    const path = lockPath()
    await expect(withFileLock(path, () => Promise.reject(new Error('work failed')))).rejects.toThrow('work failed')
    await expect(withFileLock(path, () => 'free', { timeoutMs: 50 })).resolves.toBe('free')
  })

  it('gives up in time with an error that names the file', async () => {
    const path = lockPath()
    await withFileLock(path, async () => {
      await expect(withFileLock(path, () => 0, { timeoutMs: 60 })).rejects.toMatchObject({
        code: 'storage/locked',
        message: expect.stringContaining(path),
        recoverable: true,
      })
    })
  })

  it('is freed by the kernel when its holder is killed', async () => {
    const path = lockPath()
    const native = createRequire(import.meta.url).resolve('fs-native-extensions')
    const holder = spawn(process.execPath, [
      '-e',
      `const fd = require('node:fs').openSync(${JSON.stringify(path)}, 'a+');
       require(${JSON.stringify(native)}).tryLock(fd); process.stdout.write('held'); setInterval(() => {}, 1000)`,
    ])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await expect(withFileLock(path, () => 0, { timeoutMs: 60 })).rejects.toMatchObject({ code: 'storage/locked' })
    const gone = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await gone
    await expect(withFileLock(path, () => 'mine', { timeoutMs: 1_000 })).resolves.toBe('mine')
  })
})
