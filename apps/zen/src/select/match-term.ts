import type { TaskWord } from './read-task.js'
import { wordForms } from './word-forms.js'

/** Words that may stand between two words of a term. */
const widestGap = 3

/** Any of these: each a word, or several that follow one another at once. */
type Alternatives = readonly (readonly string[])[]

/** A term, ready to be looked for. */
export interface Term {
  /** It opens the task. */
  readonly opens: boolean
  readonly parts: readonly Alternatives[]
}

/**
 * Read a term as rules write it: `write|add test|spec` (one of each, a few words between), `unit+test|spec` (two that
 * follow one another, or the other), `^review` (opens the task), `<code>` (a path or a name in the code).
 */
export function parseTerm(text: string): Term {
  const opens = text.startsWith('^')
  const parts = (opens ? text.slice(1) : text)
    .split(' ')
    .map((part) => part.split('|').map((words) => words.split('+').map((word) => wordForms(word)[0] ?? word)))
  return { opens, parts }
}

/** The places of a term's words in a task, or undefined where it isn't there. Word-bounded: `test` is not in `latest`. */
export function findTerm({ opens, parts }: Term, words: readonly TaskWord[]): readonly number[] | undefined {
  for (let start = 0; start < words.length; start += 1) {
    if (opens && words[start]?.isHead !== true) continue
    const places = placesFrom(start, parts, words)
    if (places !== undefined && !isDenied(places, words)) return places
  }
  return undefined
}

/** "Don't test it" is no wish for tests; in "does not work" the denial is what is meant. */
const isDenied = (places: readonly number[], words: readonly TaskWord[]): boolean =>
  places.some((place) => {
    const by = words[place]?.deniedBy
    return by !== undefined && !places.includes(by)
  })

function placesFrom(
  start: number,
  parts: readonly Alternatives[],
  words: readonly TaskWord[],
): readonly number[] | undefined {
  const places: number[] = []
  const clause = words[start]?.clause
  for (const alternatives of parts) {
    const last = places.at(-1)
    const [from, to] = last === undefined ? [start, start] : [last + 1, last + 1 + widestGap]
    const found = firstWithin(from, to, (at) => standingAt(at, alternatives, words, clause))
    if (found === undefined) return undefined
    places.push(...found)
  }
  return places
}

function firstWithin<T>(from: number, to: number, look: (at: number) => T | undefined): T | undefined {
  for (let at = from; at <= to; at += 1) {
    const found = look(at)
    if (found !== undefined) return found
  }
  return undefined
}

/** The longest alternative that stands at a place. */
function standingAt(
  at: number,
  alternatives: Alternatives,
  words: readonly TaskWord[],
  clause: number | undefined,
): readonly number[] | undefined {
  const standing = alternatives
    .filter((names) => names.every((name, after) => is(words[at + after], name, clause)))
    .sort((a, b) => b.length - a.length)[0]
  return standing?.map((_, after) => at + after)
}

const is = (word: TaskWord | undefined, name: string, clause: number | undefined): boolean =>
  word !== undefined && word.clause === clause && word.names.includes(name)
