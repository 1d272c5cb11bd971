import { wordForms } from './word-forms.js'

/** A word of a task, with what its place says about it. */
export interface TaskWord {
  /** What a rule may call it: its forms, and `<code>`, `<range>` or `<error>` for what is no plain word. */
  readonly names: readonly string[]
  /** Counts up at every full stop, colon or comma: a phrase does not reach over one. */
  readonly clause: number
  /** The first word that says anything, in the whole task. */
  readonly isHead: boolean
  /** It comes after "for", "of", "about" …: it tells what the work is about, rather than what is to be done. */
  readonly isTopic: boolean
  /** Place of the "don't" or "without" before it. */
  readonly deniedBy: number | undefined
}

/** What comes later than this decides nothing; a whole file may have been given as the task. */
const longestTask = 20_000

/** "Could you please …" */
const polite = new Set(
  'please pls kindly can could would will you i we want need like to help me us let lets now ok hey hi just quickly and then also the a an do'.split(
    ' ',
  ),
)
const topics = new Set(
  'for of about on in into from to with by at inside within before after around regarding how'.split(' '),
)
const denials = new Set(["don't", 'dont', 'not', 'without', 'no', 'never', 'instead'])
/** A denial reaches this many words far. */
const denialReach = 3

const piece = /`[^`]*`|[^\s`]+/gu
const range = /^(?:[\w./@~^-]+\.\.\.?[\w./@~^-]*|HEAD(?:[~^]\d*)*)$/
const failure = /^(?:[A-Z]\w*(?:Error|Exception)|E[A-Z]{4,}|SIG[A-Z]{3,}|ERR!?|[Pp]anic|Traceback|5\d\d)$/
const path = /[/\\*]|::|->|\(\)$|^[\w-]+(?:\.[\w-]+)*\.[a-z]\w{0,9}$|^\.|\w_\w|^--/iu
const identifier = /^\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}]*$/u

/** The words of a task in order, each with what its place says. */
export function readTask(task: string): readonly TaskWord[] {
  const words: TaskWord[] = []
  let clause = 0
  let isTopic = false
  let denial: number | undefined
  let begun = false
  for (const [given] of task.slice(0, longestTask).normalize('NFKC').matchAll(piece)) {
    const bare = given.replace(/^[("'“‘«¿¡[{]+|[)"'”’»,;:.!?\]}]+$/gu, (cut) =>
      cut.startsWith(')') && given.includes('()') ? ')' : '',
    )
    for (const names of namesOf(bare, given)) {
      const plain = names[0] ?? ''
      const isHead: boolean = !begun && !polite.has(plain)
      begun ||= isHead
      const deniedBy = denial !== undefined && words.length - denial <= denialReach ? denial : undefined
      if (denials.has(plain)) denial = words.length
      words.push({ names, clause, isHead, isTopic: isTopic && !isHead, deniedBy })
      if (topics.has(plain) && begun) isTopic = true
    }
    if (/[,;:.!?]["')”’]?$/u.test(given)) {
      clause += 1
      isTopic = false
      denial = undefined
    }
  }
  return words
}

function namesOf(bare: string, given: string): readonly (readonly string[])[] {
  if (bare === '') return []
  if (failure.test(bare)) return [['<error>', ...wordForms(bare.toLowerCase())]]
  if (range.test(bare)) return [['<range>', '<code>']]
  if (given.startsWith('`')) return [['<code>']]
  if (/^--(?:cached|staged)$/.test(bare)) return [['staged']]
  // "async/await" is two words, and may be a folder.
  const pair = /^(\p{L}+)\/(\p{L}+)$/u.exec(bare.toLowerCase())
  if (pair !== null) return pair.slice(1).map((word) => [...wordForms(word), '<code>'])
  if (path.test(bare)) return [['<code>']]
  if (identifier.test(bare)) return [[...wordForms(bare.toLowerCase()), '<code>']]
  // "code-review" is two words, "don't" is one.
  return [...bare.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu)].map(([word]) =>
    wordForms(word.replace('’', "'")),
  )
}
