import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatKeyPath, isRefusedKey, parseKeyPath } from './key-path.js'

describe('key paths', () => {
  it('name keys with dots in quotes', () => {
    expect(parseKeyPath('models.aliases."gpt-4.1".name')).toEqual(['models', 'aliases', 'gpt-4.1', 'name'])
    expect(formatKeyPath(['a', 'gpt-4.1'])).toBe('a."gpt-4.1"')
  })

  it('read back what they write', () => {
    const key = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !isRefusedKey(name))
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (keys) => {
        expect(parseKeyPath(formatKeyPath(keys))).toEqual(keys)
      }),
    )
  })
})
