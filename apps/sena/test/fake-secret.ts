import { randomBytes } from 'node:crypto'

/** A key in the form that a forge gives out, made anew at each call, so that none stands in a file. */
export function fakeForgeToken(): string {
  const letters = randomBytes(64)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
  return `${'gh'}${'p_'}${letters.padEnd(36, 'x7Kq').slice(0, 36)}`
}
