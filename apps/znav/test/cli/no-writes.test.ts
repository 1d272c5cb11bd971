import { execFile } from 'node:child_process'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Installed, install } from './stores.js'

const bin = fileURLToPath(new URL('../../dist/znav.cjs', import.meta.url))
const asRoot = process.getuid?.() === 0

describe('a state that can not be written', () => {
  let installed: Installed
  beforeEach(async () => {
    installed = await install('SQLite')
    await installed.znav('pane', 'log', 'backend', 'Before the disk was full')
  })
  afterEach(() => installed.stop())
  const folder = () => join(installed.home.path, '.local', 'share', 'perth')

  /** No file can grow, as on a full disk: the system's own limit sees to that. */
  const onFullDisk = (...args: readonly string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const script = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`
      const env = { PATH: process.env.PATH ?? '', ...installed.env }
      execFile('/bin/bash', ['-c', script, process.execPath, bin, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      )
    })

  it.each([['pane', 'history', 'backend'], ['pane', 'info', 'backend'], ['list']])(
    'is read all the same on a full disk: %s %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await onFullDisk(...args.filter((word) => word !== undefined))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toContain('Before the disk was full')
    },
  )

  it('refuses a log with what to do, and keeps what was there', async () => {
    const { code, stderr } = await onFullDisk('pane', 'log', 'backend', 'Too late')
    expect(code).toBe(1)
    expect(stderr).toMatch(/perth\.db: .*\nhint: The disk is full or fails\./)
    const { stdout } = await installed.znav('pane', 'history', 'backend')
    expect(stdout).toContain('Before the disk was full')
    expect(stdout).not.toContain('Too late')
  })

  it('is a fault that doctor names', async () => {
    const { data } = JSON.parse((await onFullDisk('doctor', '--json')).stdout)
    const state = data.checks.find(({ name }: { name: string }) => name === 'state')
    expect(state).toMatchObject({ status: 'fail', remedy: expect.stringContaining('disk is full') })
  })

  it('is not read where that would leave out what another process has just written', async () => {
    const log = join(folder(), 'perth.db-wal')
    writeFileSync(log, 'not yet in the database')
    const { code, stdout } = await onFullDisk('pane', 'history', 'backend')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    rmSync(log)
  })

  // Root may write wherever it likes.
  it.skipIf(asRoot)('is read where only reading is allowed', async () => {
    chmodSync(join(folder(), 'perth.db'), 0o400)
    chmodSync(folder(), 0o500)
    try {
      expect((await installed.znav('pane', 'history', 'backend')).stdout).toContain('Before the disk was full')
      expect(await installed.znav('pane', 'log', 'backend', 'Too late')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('permissions'),
      })
    } finally {
      chmodSync(folder(), 0o700)
    }
  })
})
