import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Installed, install } from './stores.js'

const bin = fileURLToPath(new URL('../../dist/znav.cjs', import.meta.url))

describe('an answer that can not be written', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await install('SQLite')
  })
  afterAll(() => installed.stop())

  const toFullDisk = (...args: readonly string[]) =>
    new Promise<{ code: number; stderr: string }>((resolve) => {
      const script = '"$0" "$@" > /dev/full'
      const env = { PATH: process.env.PATH ?? '', ...installed.env }
      execFile('/bin/sh', ['-c', script, process.execPath, bin, ...args], { env }, (error, _, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stderr }),
      )
    })

  it('does not make a failure of an entry that is stored: a script would log it twice', async () => {
    expect(await toFullDisk('pane', 'log', 'backend', 'Stored all the same')).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^warning: it is done, but could not write the answer: ENOSPC/),
    })
    expect((await installed.znav('pane', 'history', 'backend')).stdout).toContain('Stored all the same')
  })

  it('is one of a command that was asked for its answer', async () => {
    expect((await toFullDisk('pane', 'history', 'backend')).code).toBe(1)
  })
})
