import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonLines } from './json-lines.js'

describe('JsonLines', () => {
  it('gives back the lines however the bytes are cut', () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\n'))
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(40)), (lines, cuts) => {
        const reader = new JsonLines(10_000)
        let rest = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        const got: string[] = []
        for (const cut of cuts) {
          got.push(...reader.push(rest.subarray(0, cut)))
          rest = rest.subarray(cut)
        }
        got.push(...reader.push(rest))
        expect(got).toEqual(lines.map((text) => Buffer.from(text).toString()))
      }),
    )
  })

  it('refuses a line that is too long, in one piece or many', () => {
    expect(() => new JsonLines(10).push(Buffer.from('01234567890\n'))).toThrow(RangeError)
    const reader = new JsonLines(10)
    expect(reader.push(Buffer.from('0123456789'))).toEqual([])
    expect(() => reader.push(Buffer.from('0'))).toThrow(RangeError)
  })
})
