import { expect, it } from 'vitest'
import { maxContentBytes } from '../input/limits.js'
import { packedBytes, unpackedBytes } from './packed-bytes.js'

it('packs the most that it opens again, and leaves what is longer as it is', () => {
  const most = Buffer.alloc(maxContentBytes * 2, 'a')
  expect(unpackedBytes(packedBytes(most) ?? Buffer.alloc(0)).equals(most)).toBe(true)
  expect(packedBytes(Buffer.alloc(most.length + 1, 'a'))).toBeUndefined()
}, 60_000)
