import * as z from 'zod'

const levels = ['exploring', 'low', 'medium', 'high', 'very-high', 'certain'] as const
export type Confidence = (typeof levels)[number]

/** How sure a model says it is. Models write it in many ways, and as a number too. */
export const confidence = z.preprocess((given) => {
  if (typeof given === 'number') {
    const share = given > 1 ? given / 100 : given
    return levels[Math.min(levels.length - 1, Math.max(0, Math.floor(share * levels.length)))]
  }
  if (typeof given !== 'string') return given
  const word = given
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  return word === 'almost-certain' ? 'very-high' : word
}, z.enum(levels))

/** What holds for all of them. */
export const leastConfident = (given: readonly Confidence[]): Confidence =>
  levels[Math.min(...given.map((level) => levels.indexOf(level)))] ?? 'exploring'
