import { statSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeKey, fakePassphrase, keyHome } from '../../test/key-home.js'

let at: ReturnType<typeof keyHome>
let secret: { ENGAWA_PASSPHRASE: string }
beforeEach(() => {
  at = keyHome()
  secret = { ENGAWA_PASSPHRASE: fakePassphrase() }
})

const openai = { provider: 'openai' } as const
const asked = { ...openai, variables: ['OPENAI_API_KEY'] } as const

describe('a key', () => {
  it('is kept encrypted, and found again by another process that knows the passphrase', async () => {
    const key = fakeKey()
    const { source, notes } = await at.open(secret).set(openai, key)
    expect(source).toMatchObject({ place: 'file', origin: '~/.config/engawa/keys.json' })
    expect(notes).toEqual([expect.stringContaining('switched off')])
    expect(at.text()).not.toContain(key)
    expect(at.text()).not.toContain(Buffer.from(key).toString('base64').slice(0, 20))
    expect(statSync(at.file).mode & 0o777).toBe(0o600)
    const store = at.open(secret)
    expect(await store.find(asked)).toMatchObject({ value: key, source: { place: 'file' }, notes: [] })
    expect(store.readKeys()).toEqual([{ name: 'openai', value: key }])
  })

  it('of the environment comes first, without a passphrase', async () => {
    const [stored, given] = [fakeKey(), fakeKey()]
    await at.open(secret).set(openai, stored)
    const found = await at.open({ OPENAI_API_KEY: given }).find(asked)
    expect(found).toMatchObject({ value: given, source: { place: 'environment', origin: 'OPENAI_API_KEY' } })
    expect((await at.open({ OPENAI_API_KEY: given }).sources(asked)).map(({ place }) => place)).toEqual([
      'environment',
      'file',
    ])
    // An empty variable is none.
    expect(await at.open({ ...secret, OPENAI_API_KEY: '' }).find(asked)).toMatchObject({ value: stored })
  })

  it('of a project comes before the person’s own, which the project inherits', async () => {
    const [own, works] = [fakeKey(), fakeKey()]
    const store = at.open(secret)
    await store.set(openai, own)
    expect((await store.find({ ...openai, project: 'work' }))?.value).toBe(own)
    await store.set({ ...openai, project: 'work' }, works)
    expect((await store.find({ ...openai, project: 'work' }))?.value).toBe(works)
    expect((await store.find({ ...openai, project: 'play' }))?.value).toBe(own)
    expect((await store.find(openai))?.value).toBe(own)
  })

  it('can be replaced, and is gone when it is removed', async () => {
    const store = at.open(secret)
    await store.set(openai, fakeKey())
    const key = fakeKey()
    await store.set(openai, key)
    expect((await store.find(openai))?.value).toBe(key)
    expect(await store.list()).toHaveLength(1)
    expect(await store.remove(openai)).toMatchObject([{ place: 'file' }])
    expect(await store.find(openai)).toBeUndefined()
    expect(await store.remove(openai)).toEqual([])
  })

  it.each(['', ' ', 'two words', 'two\nlines', 'a\r\nX-Injected: 1', 'ключ', `a${'b'.repeat(9_000)}`])(
    'that is none is refused without being repeated: %j',
    async (value) => {
      const error = await at
        .open(secret)
        .set(openai, value)
        .catch((caught: unknown) => caught as Error)
      expect(error).toMatchObject({ code: 'keys/bad-value', exitCode: 3 })
      if (value.trim().length > 1) expect(String((error as Error).message)).not.toContain(value.slice(0, 8))
    },
  )

  it.each(['', '../x', 'a b', '__proto__x!', 'x'.repeat(80), 'data-key:../x'])(
    'has a provider: not "%s"',
    async (provider) => {
      await expect(at.open(secret).set({ provider }, fakeKey())).rejects.toMatchObject({ code: 'keys/bad-name' })
      await expect(at.open(secret).find({ provider })).rejects.toMatchObject({ code: 'keys/bad-name' })
    },
  )
})

describe('the passphrase', () => {
  it('is a clear error when it is wrong, and then nothing has changed', async () => {
    await at.open(secret).set(openai, fakeKey())
    const before = at.text()
    const wrong = at.open({ ENGAWA_PASSPHRASE: fakePassphrase() })
    const refused = { code: 'keys/wrong-passphrase', exitCode: 3, hint: expect.stringContaining('Try again') }
    await expect(wrong.find(openai)).rejects.toMatchObject(refused)
    await expect(wrong.set(openai, fakeKey())).rejects.toMatchObject(refused)
    await expect(wrong.rotate()).rejects.toMatchObject(refused)
    expect(at.text()).toBe(before)
  })

  it('is said to be missing where nobody can be asked, with what to do', async () => {
    const refused = { code: 'keys/passphrase-needed', hint: expect.stringContaining('ENGAWA_PASSPHRASE_FILE') }
    await expect(at.open().set(openai, fakeKey())).rejects.toMatchObject(refused)
    await at.open(secret).set(openai, fakeKey())
    await expect(at.open().find(openai)).rejects.toMatchObject(refused)
    expect(await at.open().list()).toHaveLength(1)
    expect(await at.open().inspect(openai)).toMatchObject([{ state: 'sealed', masked: '••••' }])
  })

  it('is the first line of a file that only its owner reads', async () => {
    const file = `${at.home}/passphrase`
    writeFileSync(file, `${secret.ENGAWA_PASSPHRASE}\nsecond line\n`, { mode: 0o600 })
    const key = fakeKey()
    await at.open({ ENGAWA_PASSPHRASE_FILE: file }).set(openai, key)
    expect((await at.open(secret).find(openai))?.value).toBe(key)
    writeFileSync(`${file}-open`, secret.ENGAWA_PASSPHRASE, { mode: 0o644 })
    await expect(at.open({ ENGAWA_PASSPHRASE_FILE: `${file}-open` }).find(openai)).rejects.toMatchObject({
      code: 'keys/passphrase-file',
      hint: expect.stringContaining('chmod 600'),
    })
    await expect(at.open({ ENGAWA_PASSPHRASE_FILE: `${file}-none` }).find(openai)).rejects.toMatchObject({
      code: 'keys/passphrase-file',
    })
  })

  it('may be typed by a person, twice when it is new; a short one is refused', async () => {
    const asks: boolean[] = []
    const { passphrasesFrom } = await import('./passphrases.js')
    const person = passphrasesFrom({}, async ({ twice }) => {
      asks.push(twice)
      return secret.ENGAWA_PASSPHRASE
    })
    const store = at.open({}, { passphrases: person })
    await store.set(openai, fakeKey())
    await store.set({ provider: 'gemini' }, fakeKey())
    await at.open({}, { passphrases: person }).find(openai)
    expect(asks).toEqual([true, false])
    await expect(keyHome().open({ ENGAWA_PASSPHRASE: 'short' }).set(openai, fakeKey())).rejects.toMatchObject({
      code: 'keys/short-passphrase',
    })
  })

  it('opens however its letters are composed', async () => {
    await at.open({ ENGAWA_PASSPHRASE: 'schöner Tag heute'.normalize('NFC') }).set(openai, fakeKey())
    await expect(
      at.open({ ENGAWA_PASSPHRASE: 'schöner Tag heute'.normalize('NFD') }).find(openai),
    ).resolves.toBeDefined()
  })
})

describe('plaintext', () => {
  it('is kept only when that is said, and labelled', async () => {
    const key = fakeKey()
    await at.open().set(openai, key, { place: 'plaintext' })
    expect(at.text()).toContain(key)
    expect(await at.open().list()).toMatchObject([{ provider: 'openai', place: 'plaintext' }])
    expect(await at.open().find(openai)).toMatchObject({ value: key, source: { place: 'plaintext' } })
  })

  it('is never what an encrypted file becomes, not even an emptied one', async () => {
    const store = at.open(secret)
    await store.set(openai, fakeKey())
    const refused = { code: 'keys/no-downgrade', exitCode: 3 }
    await expect(store.set(openai, fakeKey(), { place: 'plaintext' })).rejects.toMatchObject(refused)
    await store.remove(openai)
    await expect(store.set(openai, fakeKey(), { place: 'plaintext' })).rejects.toMatchObject(refused)
  })

  it('becomes an encrypted file with the next key that is set without it, and by rotate', async () => {
    const [plain, sealed] = [fakeKey(), fakeKey()]
    await at.open().set(openai, plain, { place: 'plaintext' })
    await at.open(secret).set({ provider: 'gemini' }, sealed)
    expect(at.text()).not.toContain(plain)
    expect((await at.open(secret).find(openai))?.value).toBe(plain)

    const other = keyHome()
    await other.open().set(openai, plain, { place: 'plaintext' })
    expect(await other.open(secret).rotate()).toMatchObject({ entries: 1, wasPlaintext: true })
    expect(other.text()).not.toContain(plain)
    expect((await other.open(secret).find(openai))?.value).toBe(plain)
  })
})
