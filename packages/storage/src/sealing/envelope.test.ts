import { createCipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { systemClock } from '@engawa/core'
import { expect, it } from 'vitest'
import { openPacked, sealPacked } from './envelope.js'
import { KeyHolder } from './key-holder.js'

const ring = { id: '1', bytes: randomBytes(32) }
const knownKey = async () => {
  const key = await new KeyHolder({ current: () => ring, byId: () => ring }, systemClock).newest()
  if (key === undefined) throw new Error('an empty ring')
  return key
}

const tooLong = Buffer.alloc(128 * 1024 * 1024 + 1, 'a')

it('opens again what is longer than anything that is compressed', async () => {
  const key = await knownKey()
  const { v, sealed } = sealPacked(tooLong, key, ['kv', 'k', 1])
  expect(openPacked(v, sealed, key, [['kv', 'k', 1]]).equals(tooLong)).toBe(true)
}, 60_000)

it('says which thing it is that does not expand', async () => {
  const key = await knownKey()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(Buffer.from(JSON.stringify(['kv', 'k', '1, compressed'])))
  const data = [cipher.update(deflateRawSync(tooLong)), cipher.final()]
  const sealed = Buffer.concat([key.check, nonce, cipher.getAuthTag(), ...data])
  expect(() => openPacked(2, sealed, key, [['kv', 'k', 1]])).toThrow(
    expect.objectContaining({ code: 'storage/seal-broken', message: expect.stringContaining('kv k') }),
  )
}, 60_000)
