import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runBin } from './spawn-bin.js'
import { createTempDir, type TempDir } from './temp-dir.js'

describe('runBin', () => {
  let directory: TempDir

  beforeAll(async () => {
    directory = await createTempDir()
  })
  afterAll(() => directory.remove())

  it('gives code, stdout and stderr, with the environment that was asked for and no more', async () => {
    const result = await runBin('/bin/sh', ['-c', 'cat; echo "$TEA:$HOME" >&2; exit 7'], {
      stdin: 'öffentlich',
      env: { TEA: 'green' },
    })
    expect(result).toEqual({ code: 7, stdout: 'öffentlich', stderr: 'green:\n' })
  })

  it('runs a script with this Node', async () => {
    const script = join(directory.path, 'version.mjs')
    await writeFile(script, 'process.stdout.write(process.version + process.argv[2])')
    expect((await runBin(script, ['!'])).stdout).toBe(`${process.version}!`)
  })

  it('gives a signal as shells do', async () => {
    expect((await runBin('/bin/sh', ['-c', 'kill -TERM $$'])).code).toBe(143)
  })

  it('kills what takes too long and shows what it had said', async () => {
    await expect(runBin('/bin/sh', ['-c', 'echo early; exec sleep 60'], { timeoutMs: 300 })).rejects.toThrow(/early/)
  })

  it('does not mind a program that leaves its stdin unread', async () => {
    expect((await runBin('/bin/true', [], { stdin: 'x'.repeat(1_000_000) })).code).toBe(0)
  })
})
