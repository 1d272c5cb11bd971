import { createHash } from 'node:crypto'

/** Dimensions of the fake's vectors. */
export const fakeDimensions = 256

/**
 * A vector that depends on the words alone: each word adds to a few dimensions chosen by its hash, the whole is of
 * length 1. Texts that share words are near each other, the same text is always the same vector.
 */
export function embedText(text: string): number[] {
  const vector = new Array<number>(fakeDimensions).fill(0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest()
    for (let i = 0; i < 8; i += 2) {
      const at = hash.readUInt16BE(i * 2) % fakeDimensions
      const sign = (hash[16 + i] ?? 0) % 2 === 0 ? 1 : -1
      vector[at] = (vector[at] ?? 0) + sign
    }
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}
