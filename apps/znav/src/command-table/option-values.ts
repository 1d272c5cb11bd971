import { refused } from '../domain/errors.js'

/** A whole number from 1 to 10,000. */
export function positiveCount(text: string): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (count >= 1 && count <= 10_000) return count
  throw refused('usage/count', `${JSON.stringify(text)} is not a count`, 'Give a whole number from 1 to 10000.')
}
