import { beforeEach, describe, expect, it } from 'vitest'
import { fakePassphrase, keyHome } from '../../test/key-home.js'
import { openKeyRing } from './key-ring.js'

let at: ReturnType<typeof keyHome>
let secret: { ENGAWA_PASSPHRASE: string }
beforeEach(() => {
  at = keyHome()
  secret = { ENGAWA_PASSPHRASE: fakePassphrase() }
})

describe('the ring of data keys', () => {
  it('makes one key for all who start at once, and gives it back by its id', async () => {
    const rings = [1, 2, 3].map(() => openKeyRing(at.open(secret)))
    const keys = await Promise.all(rings.map((ring) => ring.current()))
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
    const [first] = keys
    expect(first?.bytes).toHaveLength(32)
    const later = await openKeyRing(at.open(secret)).byId(first?.id ?? '')
    expect(Buffer.from(later?.bytes ?? [])).toEqual(Buffer.from(first?.bytes ?? []))
  }, 60_000)

  it('keeps the old keys when a new one is made, until they are retired', async () => {
    const ring = openKeyRing(at.open(secret))
    const first = await ring.current()
    for (let round = 0; round < 10; round++) await ring.rotate()
    const last = await openKeyRing(at.open(secret)).current()
    expect(last.id).toMatch(/^11\./)
    expect(await ring.byId(first.id)).toEqual(first)
    expect(await ring.retire(last.id)).toBe(false)
    expect(await ring.retire(first.id)).toBe(true)
    expect(await ring.byId(first.id)).toBeUndefined()
    expect(await ring.byId('7.unknown')).toBeUndefined()
  }, 60_000)

  it('outlives the rotation of the file', async () => {
    const key = await openKeyRing(at.open(secret)).current()
    await at.open(secret).rotate()
    expect(await openKeyRing(at.open(secret)).current()).toEqual(key)
  })

  it('is never kept in plaintext, nor made anew when it can not be read', async () => {
    await expect(openKeyRing(at.open()).current()).rejects.toMatchObject({ code: 'keys/passphrase-needed' })
    await openKeyRing(at.open(secret)).current()
    const wrong = openKeyRing(at.open({ ENGAWA_PASSPHRASE: fakePassphrase() }))
    await expect(wrong.current()).rejects.toMatchObject({ code: 'keys/wrong-passphrase' })
    await expect(wrong.rotate()).rejects.toMatchObject({ code: 'keys/wrong-passphrase' })
    expect(await at.open().list()).toHaveLength(1)
  })
})
