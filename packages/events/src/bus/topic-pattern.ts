/**
 * Whether a topic fits a pattern, as AMQP's topic exchanges have it: words parted by dots, `*` for exactly one word, `#`
 * for any number of words, none included.
 */
export function matchesTopic(pattern: string, topic: string): boolean {
  const words = wordsOf(topic)
  // reached[i]: the pattern so far fits the first i words. One pass for each word of the pattern, whatever it holds.
  let reached = [true, ...words.map(() => false)]
  for (const part of wordsOf(pattern)) {
    reached = part === '#' ? spread(reached) : advance(reached, words, part)
  }
  return reached.at(-1) === true
}

/** An empty topic has no words, not one that is empty. */
const wordsOf = (text: string) => (text === '' ? [] : text.split('.'))

function spread(reached: readonly boolean[]): boolean[] {
  let any = false
  return reached.map((here) => {
    any ||= here
    return any
  })
}

function advance(reached: readonly boolean[], words: readonly string[], part: string): boolean[] {
  return [false, ...words.map((word, index) => reached[index] === true && (part === '*' || part === word))]
}
