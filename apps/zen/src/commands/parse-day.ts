import { UserError } from '@engawa/core'

/** A day as `2026-11-20`. */
export function parseDay(word: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(word) ? Date.parse(`${word}T00:00:00Z`) : Number.NaN
  // `Date.parse` makes 2 March of 30 February in some places, and refuses it in others.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(word)) return word
  throw new UserError(`${word} is not a day: write it as 2026-11-20`)
}
