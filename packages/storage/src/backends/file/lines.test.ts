import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReadableFile } from './disk.js'
import { endOfLines, type Line, lineAt, linesBackward, linesForward } from './lines.js'

const fileOf = (bytes: Buffer): ReadableFile => ({
  path: 'memory',
  identity: '1',
  size: () => bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
  close: () => {},
})

/** Compared as text: element by element, megabytes of bytes would take minutes. */
const shown = (line: Line | undefined) => line && [line.start, line.end, line.bytes.toString('latin1')]

/** Lengths around those at which a reader fetches more. */
const lineLength = fc.oneof(
  fc.nat(3),
  fc.constantFrom(255, 256, 16_383, 16_384, 16_385, 65_536, 81_920, 262_144, 1_100_000),
)

describe('lines', () => {
  it('are the same read forward and backward, whatever their length', () => {
    fc.assert(
      fc.property(fc.array(lineLength, { maxLength: 8 }), fc.nat(300), (lengths, unfinished) => {
        const lines = lengths.map((length, index) => String(index % 10).repeat(length))
        const text = lines.map((line) => `${line}\n`).join('')
        const file = fileOf(Buffer.from(text + 'x'.repeat(unfinished)))
        const end = endOfLines(file, file.size())
        expect(end).toBe(text.length)
        const forward = [...linesForward(file, 0, end)]
        expect(forward.map(({ bytes }) => bytes.toString())).toEqual(lines)
        expect([...linesBackward(file, end)].reverse().map(shown)).toEqual(forward.map(shown))
        for (const line of forward) expect(shown(lineAt(file, line.start, end))).toEqual(shown(line))
      }),
      { numRuns: 200 },
    )
  })
})
