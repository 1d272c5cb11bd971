import * as z from 'zod'
import { severities } from './severity.js'

const severity = z.preprocess((given) => {
  if (typeof given !== 'string') return given
  const word = given.trim().toLowerCase()
  return { blocker: 'critical', major: 'high', moderate: 'medium', minor: 'low', informational: 'info' }[word] ?? word
}, z.enum(severities))

/** Some models count lines in words, or leave them out with a 0. */
const line = z.preprocess((given) => {
  const number = typeof given === 'string' ? Number.parseInt(given, 10) : given
  return typeof number === 'number' && number >= 1 ? Math.floor(number) : null
}, z.int().min(1).nullable())

/** Something wrong, where it is, and what to do about it. */
export const finding = z.object({
  severity,
  rule: z.string().describe('a short kebab-case name of the kind of problem: missing-await, sql-injection'),
  title: z.string().describe('what is wrong, in one line'),
  file: z.string().nullable().describe('the file, as it was named to you'),
  line: line.describe('the number that stands before the line, or null'),
  explanation: z.string().describe('why it is wrong and what follows from it'),
  fix: z.string().describe('what to do: words, or the corrected code'),
})

export type Finding = z.output<typeof finding>
