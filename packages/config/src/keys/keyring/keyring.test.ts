import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { type KeyringService, startKeyring, withService } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeKey, fakePassphrase, keyHome } from '../../../test/key-home.js'

const openai = { provider: 'openai', variables: ['OPENAI_API_KEY'] } as const
/** A second is for people; a loaded machine may take longer to start Node. */
const patient = { ENGAWA_KEYRING_LIMIT_MS: '60000' }

withService(describe, 'keyring')('with a real keyring', () => {
  let keyring: KeyringService
  let at: ReturnType<typeof keyHome>
  let secret: { ENGAWA_PASSPHRASE: string }
  beforeEach(async () => {
    keyring = await startKeyring()
    at = keyHome({ ...keyring.env, ...patient })
    secret = { ENGAWA_PASSPHRASE: fakePassphrase() }
  }, 60_000)
  afterEach(() => keyring.stop())

  it('keeps a key there, and only its name in the file', async () => {
    const key = fakeKey()
    const { source, notes } = await at.open().set(openai, key)
    expect({ source, notes }).toMatchObject({ source: { place: 'keyring', origin: 'OS keyring' }, notes: [] })
    expect(at.text()).not.toContain(key)
    const store = at.open()
    expect(await store.find(openai)).toMatchObject({ value: key, source: { place: 'keyring' } })
    expect(store.readKeys()).toEqual([{ name: 'openai', value: key }])
    expect(await store.remove(openai)).toMatchObject([{ place: 'keyring' }])
    expect(await at.open().find(openai)).toBeUndefined()
  })

  it('comes after the environment and before the file', async () => {
    const [kept, filed, given] = [fakeKey(), fakeKey(), fakeKey()]
    await at.open().set(openai, kept)
    await at.open(secret).set(openai, filed, { place: 'file' })
    expect(await at.open(secret).find(openai)).toMatchObject({ value: kept })
    expect(await at.open({ ...secret, OPENAI_API_KEY: given }).find(openai)).toMatchObject({ value: given })
    const seen = await at.open({ ...secret, OPENAI_API_KEY: given }).inspect(openai)
    expect(seen.map(({ source, masked }) => [source.place, masked])).toEqual([
      ['environment', `••••${given.slice(-4)}`],
      ['keyring', `••••${kept.slice(-4)}`],
      ['file', `••••${filed.slice(-4)}`],
    ])
  })

  it('keeps a project’s key apart', async () => {
    const [own, works] = [fakeKey(), fakeKey()]
    await at.open().set(openai, own)
    await at.open().set({ ...openai, project: 'work' }, works)
    expect((await at.open().find({ ...openai, project: 'work' }))?.value).toBe(works)
    expect((await at.open().find(openai))?.value).toBe(own)
  })

  it('that is locked is said, and nothing goes to the file in its place', async () => {
    await at.open().set(openai, fakeKey())
    await keyring.lock()
    const locked = { code: 'keys/keyring-locked', exitCode: 3, hint: expect.stringContaining('Unlock it') }
    await expect(at.open(secret).find(openai)).rejects.toMatchObject(locked)
    const before = at.text()
    await expect(at.open(secret).set({ provider: 'gemini' }, fakeKey())).rejects.toMatchObject(locked)
    await expect(at.open(secret).set(openai, fakeKey())).rejects.toMatchObject(locked)
    expect(JSON.parse(at.text())).toEqual(JSON.parse(before))
    expect(await at.open(secret).inspect(openai)).toMatchObject([{ state: 'unavailable', masked: '••••' }])
    await expect(at.open().remove(openai)).rejects.toMatchObject(locked)
    expect(await at.open().list()).toHaveLength(1)
  })

  it('that is locked is passed over only with a word about it', async () => {
    const filed = fakeKey()
    await at.open().set(openai, fakeKey())
    await at.open(secret).set(openai, filed, { place: 'file' })
    await keyring.lock()
    expect(await at.open(secret).find(openai)).toMatchObject({
      value: filed,
      notes: [expect.stringMatching(/comes from .*keys\.json, as the OS keyring is locked\. Unlock it/)],
    })
  })

  it('that takes messages and answers none is given up', async () => {
    await at.open().set(openai, fakeKey())
    keyring.freeze()
    await expect(at.open({ ENGAWA_KEYRING_LIMIT_MS: '1000' }).find(openai)).rejects.toMatchObject({
      code: 'keys/keyring-hung',
      message: expect.stringContaining('1000 ms'),
      hint: expect.stringContaining('ENGAWA_KEYRING=off'),
    })
  })

  it('from which a key was taken by somebody else', async () => {
    await at.open().set(openai, fakeKey())
    const elsewhere = keyHome({ ...keyring.env, ...patient })
    await elsewhere.open().set(openai, fakeKey())
    await elsewhere.open().remove(openai)
    expect(await at.open().find(openai)).toBeUndefined()
    expect(await at.open().inspect(openai)).toMatchObject([{ state: 'gone' }])
  })
})

describe('without a keyring', () => {
  it('the encrypted file is taken, and it is said why', async () => {
    const at = keyHome(patient)
    const { source, notes } = await at.open({ ENGAWA_PASSPHRASE: fakePassphrase() }).set(openai, fakeKey())
    expect(source.place).toBe('file')
    expect(notes).toEqual([expect.stringContaining('there is no OS keyring')])
  })

  it('one that was asked for by name is refused', async () => {
    const store = keyHome(patient).open({ ENGAWA_PASSPHRASE: fakePassphrase() })
    await expect(store.set(openai, fakeKey(), { place: 'keyring' })).rejects.toMatchObject({
      code: 'keys/keyring-absent',
    })
  })

  it('none is looked for when no key was ever kept there', async () => {
    const at = keyHome()
    const keyring = {
      read: () => Promise.reject(new Error('was asked')),
      write: () => Promise.reject(new Error('was asked')),
      remove: () => Promise.reject(new Error('was asked')),
    }
    expect(await at.open({}, { keyring }).find(openai)).toBeUndefined()
    expect((await at.open({ OPENAI_API_KEY: fakeKey() }, { keyring }).find(openai))?.source.place).toBe('environment')
  })
})

describe('a message bus that accepts and stays silent', () => {
  let silent: Server
  const sockets: Socket[] = []
  let at: ReturnType<typeof keyHome>
  beforeEach(async () => {
    at = keyHome({})
    silent = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => silent.listen(join(at.home, 'bus'), resolve))
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await new Promise((resolve) => silent.close(resolve))
  })

  it('does not hold us up, and nothing is stored anywhere else', async () => {
    const store = at.open({
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(at.home, 'bus')}`,
      ENGAWA_PASSPHRASE: fakePassphrase(),
    })
    await expect(store.set(openai, fakeKey())).rejects.toMatchObject({ code: 'keys/keyring-hung', exitCode: 3 })
    expect(await store.list()).toEqual([])
  })
})
