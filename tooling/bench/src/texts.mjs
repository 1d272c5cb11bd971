const vocabulary = 100_000
const consonants = 'bcdfghjklmnprstvz'
const vowels = 'aeiou'

/**
 * Messages and queries from a seed. Words are as unequal as in a language: the first of a hundred thousand is in most
 * messages, the last in a few.
 *
 * @param {number} seed
 */
export function seededTexts(seed) {
  const random = seeded(seed)
  const below = (/** @type {number} */ end) => Math.floor(random() * end)
  const anyWord = () => word(Math.floor(vocabulary ** random()) - 1)
  const words = (/** @type {number} */ count) => Array.from({ length: count }, anyWord)
  const both = (/** @type {string} */ query, /** @type {string} */ fts = query) => ({ query, fts: `words : (${fts})` })

  return {
    /** About 200 characters. */
    message: () => words(15 + below(35)).join(' '),
    rareWord: () => both(word(vocabulary / 2 + below(vocabulary / 2))),
    commonWord: () => both(word(below(20))),
    /** What people ask: one to three words as they occur, a phrase, an exclusion, an alternative, a beginning. */
    query: () => {
      const [a = '', b = '', c = ''] = words(3)
      const forms = [
        () => both(a),
        () => both(`${a} ${b}`),
        () => both(`${a} ${b} ${c}`),
        () => both(`"${a} ${b}"`),
        () => both(`${a} -${b}`, `${a} NOT ${b}`),
        () => both(`${a} OR ${b}`),
        () => both(`${a} ${b.slice(0, 3)}*`),
      ]
      return (forms[below(forms.length)] ?? (() => both(a)))()
    },
  }
}

/** @param {number} rank */
function word(rank) {
  let rest = rank
  let text = ''
  do {
    text += (consonants[rest % 17] ?? '') + (vowels[Math.floor(rest / 17) % 5] ?? '')
    rest = Math.floor(rest / 85)
  } while (rest > 0)
  return text
}

/** Random numbers in [0, 1). @param {number} seed */
function seeded(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
