import { expect, it } from 'vitest'
import { formatDuration } from './duration.js'

it.each([
  [null, '…'],
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [1_320, '1.3 s'],
  [125_000, '2 min 5 s'],
  [119_700, '2 min 0 s'],
])('%s is shown as %s', (milliseconds, shown) => {
  expect(formatDuration(milliseconds)).toBe(shown)
})
