/** The usual constants, those of SQLite's FTS5 too: how fast repetition saturates, how much length counts. */
const k1 = 1.2
const b = 0.75

/** How rare a term is. Never 0, so that a term which is everywhere still puts repeated uses first. As FTS5 does it. */
export function inverseFrequency(documents: number, containing: number): number {
  return Math.max(Math.log((documents - containing + 0.5) / (containing + 0.5)), 1e-6)
}

/** What one term adds to a document's score. Lengths in tokens. */
export function termScore(idf: number, frequency: number, length: number, averageLength: number): number {
  return (idf * (frequency * (k1 + 1))) / (frequency + k1 * (1 - b + (b * length) / averageLength))
}

/** Sums differ in their last bits between backends; rounded they order alike. */
export const roundScore = (score: number): number => Math.round(score * 1e9) / 1e9
