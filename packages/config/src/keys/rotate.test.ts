import { spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { bundleSourceForChild, waitUntil } from '@engawa/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeKey, fakePassphrase, keyHome } from '../../test/key-home.js'

let at: ReturnType<typeof keyHome>
let secret: { ENGAWA_PASSPHRASE: string }
beforeEach(() => {
  at = keyHome()
  secret = { ENGAWA_PASSPHRASE: fakePassphrase() }
})

const openai = { provider: 'openai' } as const
const gemini = { provider: 'gemini' } as const
const readDocument = () => JSON.parse(at.text()) as { vault: { dataKey: { id: string }; entries: object[] } }

describe('rotate', () => {
  it('seals everything with a new data key under the same passphrase', async () => {
    const [first, second] = [fakeKey(), fakeKey()]
    const store = at.open(secret)
    await store.set(openai, first)
    await store.set({ ...gemini, project: 'work' }, second)
    const before = readDocument().vault
    const { dataKeyId, entries } = await at.open(secret).rotate()
    expect(entries).toBe(2)
    expect(readDocument().vault.dataKey.id).toBe(dataKeyId)
    expect(dataKeyId).not.toBe(before.dataKey.id)
    expect((await at.open(secret).find(openai))?.value).toBe(first)
    expect((await at.open(secret).find({ ...gemini, project: 'work' }))?.value).toBe(second)
    // The process that had the old data key open goes on.
    expect((await store.find(openai))?.value).toBe(first)
    await store.set(openai, second)
    expect((await at.open(secret).find(openai))?.value).toBe(second)
  })

  it('takes a new passphrase, after which the old one opens nothing', async () => {
    const key = fakeKey()
    await at.open(secret).set(openai, key)
    const next = fakePassphrase()
    await at.open({ ...secret, ENGAWA_NEW_PASSPHRASE: next }).rotate({ newPassphrase: true })
    expect((await at.open({ ENGAWA_PASSPHRASE: next }).find(openai))?.value).toBe(key)
    await expect(at.open(secret).find(openai)).rejects.toMatchObject({ code: 'keys/wrong-passphrase' })
    await expect(at.open({ ENGAWA_PASSPHRASE: next }).rotate({ newPassphrase: true })).rejects.toMatchObject({
      code: 'keys/passphrase-needed',
    })
  })

  it('says when there is nothing to rotate', async () => {
    await expect(at.open(secret).rotate()).rejects.toMatchObject({ code: 'keys/nothing-to-rotate' })
  })

  it('loses nothing when it is killed at any moment, with others setting keys meanwhile', async () => {
    const key = fakeKey()
    await at.open(secret).set(openai, key)
    const program = `import { openKeyStore } from './open-key-store.js'
      const store = openKeyStore({ env: process.env })
      const rotate = (): unknown => store.rotate().then(() => console.log('rotated')).then(rotate)
      rotate()`
    const main = await bundleSourceForChild(program, import.meta.dirname)
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [main], {
        env: { PATH: process.env.PATH, HOME: at.home, ENGAWA_KEYRING: 'off', ...secret },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      await waitUntil('it has rotated', () => output.includes('rotated'), { timeoutMs: 60_000, intervalMs: 7 })
      await at.open(secret).set(gemini, key)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      expect((await at.open(secret).find(openai))?.value).toBe(key)
      expect((await at.open(secret).find(gemini))?.value).toBe(key)
    }
  }, 180_000)
})

describe('a file that something else has changed', () => {
  const change = (edit: (text: string) => string) => writeFileSync(at.file, edit(at.text()))

  it.each([
    ['is cut', (text: string) => text.slice(0, -40)],
    ['is of a later version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['is something else', () => '{"keys": []}'],
    ['asks for a cheaper derivation', (text: string) => text.replace('131072', '1024')],
    ['asks for all of the memory', (text: string) => text.replace('131072', '1073741824')],
    ['is of an unknown protection', (text: string) => text.replace('"passphrase"', '"rot13"')],
  ])('is refused when it %s', async (_what, edit) => {
    await at.open(secret).set(openai, fakeKey())
    change(edit)
    await expect(at.open(secret).find(openai)).rejects.toMatchObject({
      code: expect.stringMatching(/^(keys\/damaged|config\/file)$/),
      exitCode: 3,
      message: expect.stringContaining(at.file),
    })
    await expect(at.open(secret).set(openai, fakeKey())).rejects.toMatchObject({ exitCode: 3 })
  })

  it.each([
    ['another name', (text: string) => text.replace('"gemini"', '"openai"').replace('"openai"', '"gemini"')],
    ['another project', (text: string) => text.replace('"provider": "gemini"', '"provider": "gemini", "project": "x"')],
    ['another version', (text: string) => text.replace(/"version": 1,(?=\s+"nonce")/, '"version": 2,')],
  ])('does not open a key under %s', async (_what, edit) => {
    const store = at.open(secret)
    await store.set(openai, fakeKey())
    await store.set(gemini, fakeKey())
    change(edit)
    const request = { ...gemini, project: 'x' }
    await expect(at.open(secret).find(request)).rejects.toMatchObject({ code: 'keys/damaged' })
  })

  it('does not open with the data key of another file', async () => {
    const other = keyHome()
    await at.open(secret).set(openai, fakeKey())
    await other.open(secret).set(openai, fakeKey())
    const [ours, theirs] = [readDocument(), JSON.parse(other.text())]
    writeFileSync(at.file, JSON.stringify({ ...ours, vault: { ...ours.vault, entries: theirs.vault.entries } }))
    await expect(at.open(secret).find(openai)).rejects.toMatchObject({ code: 'keys/damaged' })
    copyFileSync(other.file, at.file)
    await expect(at.open(secret).find(openai)).resolves.toBeDefined()
  })
})

it('keeps the keys that eight stores set at once', async () => {
  await at.open(secret).set(openai, fakeKey())
  const names = Array.from({ length: 8 }, (_, n) => `provider-${n}`)
  await Promise.all(names.map((provider) => at.open(secret).set({ provider }, fakeKey())))
  expect((await at.open().list()).map(({ provider }) => provider).sort()).toEqual(['openai', ...names])
}, 120_000)
