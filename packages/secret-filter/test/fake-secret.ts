import { alphabets, type Format } from '../src/rules/format.js'

/** A small seeded generator, so that a failure can be repeated. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Characters of one alphabet. */
export function characters(alphabet: keyof typeof alphabets): string {
  const inside = new RegExp(`[${alphabets[alphabet]}]`)
  return Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
    .filter((character) => inside.test(character))
    .join('')
}

export function randomText(
  alphabet: keyof typeof alphabets,
  length: number,
  random: (below: number) => number,
): string {
  const from = characters(alphabet)
  return Array.from({ length }, () => from.charAt(random(from.length))).join('')
}

/** A secret of this format that was never anyone's. One for each fixed text that the format may hold. */
export function fakeSecrets(format: Format, random: (below: number) => number): readonly string[] {
  let texts = ['']
  for (const part of format) {
    if (typeof part === 'string') texts = texts.map((text) => text + part)
    else if ('anyOf' in part) texts = texts.flatMap((text) => part.anyOf.map((choice) => text + choice))
    else {
      const length =
        part.max === Number.POSITIVE_INFINITY ? part.min + random(8) : part.min + random(part.max - part.min + 1)
      texts = texts.map((text) => text + randomText(part.alphabet, length, random))
    }
  }
  return texts
}
