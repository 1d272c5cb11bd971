import { randomBytes } from 'node:crypto'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let env: Record<string, string>
beforeEach(async () => {
  zen = await createZenHome()
  env = { ENGAWA_KEYRING: 'off', ENGAWA_PASSPHRASE: randomBytes(12).toString('base64') }
})
afterEach(() => zen.close())

const run = (...args: string[]) => zen.run(args, { env })
const word = 'heron'

describe.each(['file', 'sqlite'])('conversations that are encrypted, in %s', (type) => {
  it('leave no plain word on the disk, and are read, searched and continued as ever', async () => {
    zen.config({ storage: { type, encryption: true } })
    expect((await run('chat', '-s', 'birds', `a ${word} in the reeds`)).code).toBe(0)
    expect((await run('session', 'rename', 'birds', 'marsh')).code).toBe(0)
    await run('chat', '-s', 'marsh', `another ${word}`)
    expect(zen.diskText()).toContain('engawa:sealed')
    expect(zen.diskText()).not.toContain(word)
    expect((await run('session', 'list')).stdout).toContain('marsh')
    expect((await run('session', 'show', 'marsh')).stdout).toContain(`a ${word} in the reeds`)
    expect((await run('session', 'search', word)).stdout).toContain(word)
    const status = (await run('storage', 'status', '--json')).json().data
    assertMatchesOutput(cli, 'storage status', status)
    expect(status).toMatchObject({ backend: type, encrypted: true })
    expect((await run('storage', 'verify', '--json')).json().data).toMatchObject({ whole: true })

    const doctor = await zen.run(['doctor', '--json'], { env: { ENGAWA_KEYRING: 'off' } })
    const checks = doctor.json().data.checks as { name: string; status: string; detail: string }[]
    expect(checks.find(({ name }) => name === 'conversations')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('encrypted'),
    })
    for (const wrong of [{ ENGAWA_KEYRING: 'off' }, { ...env, ENGAWA_PASSPHRASE: 'another' }]) {
      const locked = await zen.run(['session', 'show', 'marsh', '--json'], { env: wrong })
      expect(locked.code).toBe(3)
      expect(locked.json().error.code).toMatch(/^keys\/(passphrase-needed|wrong-passphrase)$/)
    }
  }, 180_000)
})

it('zen storage reseal encrypts what was plain, and with --rotate takes a new key', async () => {
  zen.config({ storage: { type: 'file' } })
  await run('chat', '-s', 'birds', `a ${word} in the reeds`)
  const refused = await run('storage', 'reseal', '--json')
  expect(refused.code).toBe(2)
  expect(refused.json().error.hint).toContain('zen config set storage.encryption true')
  await run('config', 'set', 'storage.encryption', 'true')
  expect(zen.diskText()).toContain(word)
  const first = (await run('storage', 'reseal', '--json')).json().data
  assertMatchesOutput(cli, 'storage reseal', first)
  expect(first).toMatchObject({ backend: 'file', rotated: false, messages: 2 })
  expect(zen.diskText()).not.toContain(word)
  const second = (await run('storage', 'reseal', '--rotate', '--json')).json().data
  expect(second).toMatchObject({ rotated: true, messages: 2 })
  expect(second.key_id).not.toBe(first.key_id)
  expect((await run('storage', 'reseal')).stdout).toContain('0 messages')
  expect((await run('session', 'show', 'birds')).stdout).toContain(`a ${word} in the reeds`)
}, 180_000)

it('goes with its keys from one backend to another', async () => {
  zen.config({ storage: { type: 'file', encryption: true } })
  await run('chat', '-s', 'birds', `a ${word} in the reeds`)
  expect((await run('storage', 'migrate', '--to', 'sqlite', '--json')).json().data).toMatchObject({ verified: true })
  expect((await run('session', 'show', 'birds', '--storage', 'sqlite')).stdout).toContain(word)
  expect(zen.diskText()).not.toContain(word)
}, 180_000)
