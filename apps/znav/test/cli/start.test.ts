import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir, type TempDir } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'

const withZeroes = (whole: Buffer, at: number) =>
  Buffer.concat([whole.subarray(0, at), Buffer.alloc(4096), whole.subarray(at + 4096)])

describe('the start of znav', () => {
  let home: TempDir
  beforeEach(async () => {
    home = await createTempDir('znav-start-')
  })
  afterEach(() => home.remove())

  const code = () => join(home.path, '.cache', 'engawa', 'code')
  const znav = (...args: readonly string[]) => znavIn({ HOME: home.path })(...args)
  const works = async () => {
    expect(await znav('pane', 'log', 'backend', 'Ünïcode 🏯 goes through')).toMatchObject({ code: 0, stderr: '' })
    expect((await znav('pane', 'history', 'backend', '--last', '1')).stdout).toContain('  Ünïcode 🏯 goes through\n')
  }

  it('keeps compiled code for its owner alone', async () => {
    await works()
    const [pack = ''] = readdirSync(code())
    expect(readdirSync(code())).toHaveLength(1)
    expect(statSync(join(code(), pack)).mode & 0o077).toBe(0)
    expect(statSync(code()).mode & 0o077).toBe(0)
  })

  it('does without what is damaged, and mends it', async () => {
    await works()
    const [name = ''] = readdirSync(code())
    const pack = join(code(), name)
    const whole = readFileSync(pack)
    for (const damaged of [
      Buffer.alloc(0),
      Buffer.from('{"runs":1,"code":[["x"'),
      whole.subarray(0, whole.length / 2),
      // A page that never reached the disk: of the right length, and V8 would run it.
      ...[0.2, 0.4, 0.6, 0.8].map((share) => withZeroes(whole, Math.floor(whole.length * share))),
    ]) {
      writeFileSync(pack, damaged)
      await works()
      expect(statSync(pack).size).toBeGreaterThan(whole.length / 2)
    }
  })

  it('does not touch what others may have written', async () => {
    await works()
    const [name = ''] = readdirSync(code())
    const pack = join(code(), name)
    const lines = readFileSync(pack)
    const head = lines.indexOf(10)
    // Were it read, V8 would meet nonsense of the right length.
    writeFileSync(pack, Buffer.concat([lines.subarray(0, head + 1), Buffer.alloc(lines.length - head - 1, 7)]))
    chmodSync(pack, 0o666)
    await works()
  })

  it('needs no place to keep anything', async () => {
    mkdirSync(join(home.path, '.cache'))
    writeFileSync(join(home.path, '.cache', 'engawa'), 'a file where the folder would be')
    await works()
    const nowhere = znavIn({ PERTH_HOME: home.path })
    expect(await nowhere('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^znav \d+\.\d+\.\d+\n$/),
    })
    expect((await nowhere('list')).code).toBe(0)
  })
})
