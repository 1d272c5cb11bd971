import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameOf, idOfFileName } from './file-name.js'

const id = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  fc.constantFrom(
    '.',
    '..',
    '../x',
    'a/b',
    'CON',
    'con',
    'Con',
    'lpt1',
    'jos\u00e9',
    'jose\u0301',
    '%41',
    'A',
    'a',
    '~',
  ),
)

describe('fileNameOf', () => {
  it('leaves plain names readable', () => {
    expect(fileNameOf('review-2_b')).toBe('review-2_b')
    expect(fileNameOf('a/b')).toBe('a%2fb')
    expect(fileNameOf('con')).toBe('%63on')
    expect(fileNameOf('..')).toBe('%2e%2e')
  })

  it('is reversed by idOfFileName, or is a hash', () => {
    fc.assert(
      fc.property(id, (id) => {
        const name = fileNameOf(id)
        expect(idOfFileName(name)).toBe(name.startsWith('~') ? undefined : id)
      }),
    )
  })

  it('makes names that every file system takes and tells apart', () => {
    fc.assert(
      fc.property(id, (id) => {
        expect(fileNameOf(id)).toMatch(/^~?[a-z0-9_%-]{1,180}$/)
      }),
    )
  })

  it('hashes long ids', () => {
    const [a, b] = [fileNameOf('長'.repeat(100)), fileNameOf(`${'長'.repeat(99)}短`)]
    expect(a).toMatch(/^~[0-9a-f]{64}$/)
    expect(a).not.toBe(b)
  })

  it('knows files that are none of ours', () => {
    for (const name of ['A', '%4', '%6c', 'con', '.x', '~abc', '%ff', '']) expect(idOfFileName(name)).toBeUndefined()
  })
})
