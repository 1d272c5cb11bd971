import { UserError } from '@engawa/core'

/** A whole number of at least 1, for `--limit` and the like. */
export function parseCount(word: string): number {
  const count = Number(word)
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new UserError(`${word} is not a whole number of at least 1`)
}

/** A sampling temperature: 0 to 2. */
export function parseTemperature(word: string): number {
  const temperature = Number(word)
  if (word.trim() !== '' && temperature >= 0 && temperature <= 2) return temperature
  throw new UserError(`${word} is not a temperature: give a number from 0 to 2`)
}

/** US dollars: `0.05`, `$2`. */
export function parseDollars(word: string): number {
  const amount = Number(word.replace(/^\$/, ''))
  if (/\d/.test(word) && Number.isFinite(amount) && amount >= 0) return amount
  throw new UserError(`${word} is not an amount in US dollars: write it as 0.05`)
}

/** A port to listen on; 0 is whichever is free. */
export function parsePort(word: string): number {
  const port = Number(word)
  if (/^\d+$/.test(word) && port <= 65_535) return port
  throw new UserError(`${word} is not a port: give a number from 0 to 65535`)
}
