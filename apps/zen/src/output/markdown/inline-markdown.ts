import { createStyle } from '@engawa/cli-kit'

const { bold, dim, cyan } = createStyle(true)
const italic = (text: string): string => `\u001b[3m${text}\u001b[23m`
const struck = (text: string): string => `\u001b[9m${text}\u001b[29m`
const underlined = (text: string): string => `\u001b[4m${text}\u001b[24m`

/** A mark without its end is shown as it is after so many characters: an answer must not wait for what never comes. */
const longestSpan = 240

export interface Shown {
  readonly shown: string
  /** What can't be decided before more has arrived. */
  readonly rest: string
}

interface Span {
  readonly pattern: RegExp
  /** Whether what stands before may have a span begin here. */
  readonly mayFollow?: (before: string) => boolean
  /** Whether a span may begin with what there is so far. */
  readonly mayBegin: RegExp
  readonly show: (...groups: readonly string[]) => string
}

const noWord = (before: string): boolean => !/[\p{L}\p{N}_]$/u.test(before)
const inner = (text: string): string => inlineMarkdown(text, '', true).shown

const spans: readonly Span[] = [
  { pattern: /^\\([!-/:-@[-`{-~])/, mayBegin: /^\\$/, show: (character = '') => character },
  { pattern: /^(`+)(?!`)(.+?)(?<!`)\1(?!`)/, mayBegin: /^`/, show: (_, code = '') => cyan(code) },
  { pattern: /^\*\*(?=\S)(.*?\S)\*\*(?!\*)/, mayBegin: /^\*(?:$|\*(?!\s))/, show: (text = '') => bold(inner(text)) },
  {
    pattern: /^\*(?=[^\s*])(.*?[^\s*])\*(?!\*)/,
    mayBegin: /^\*(?:$|[^\s*])/,
    show: (text = '') => italic(inner(text)),
  },
  {
    pattern: /^__(?=\S)(.*?\S)__(?![\p{L}\p{N}_])/u,
    mayFollow: noWord,
    mayBegin: /^_(?:$|_(?!\s))/,
    show: (text = '') => bold(inner(text)),
  },
  {
    pattern: /^_(?=[^\s_])(.*?[^\s_])_(?![\p{L}\p{N}_])/u,
    mayFollow: noWord,
    mayBegin: /^_(?:$|[^\s_])/,
    show: (text = '') => italic(inner(text)),
  },
  { pattern: /^~~(?=\S)(.*?\S)~~/, mayBegin: /^~(?:$|~)/, show: (text = '') => struck(inner(text)) },
  {
    pattern: /^!?\[([^\]]*)\]\(<?([^\s)>]+)>?(?:\s+"[^"]*")?\)/,
    mayBegin: /^!?(?:\[[^\]]*(?:\](?:\([^)]*)?)?)?$/,
    show: (text = '', url = '') =>
      text === url || text === '' ? underlined(url) : `${underlined(inner(text))} ${dim(`(${url})`)}`,
  },
]

const special = /[\\`*_~[!]/

/**
 * Part of a line with its marks turned into colours, as far as that is decided. Text is never shown twice and never
 * taken back, so that nothing flickers.
 *
 * @param before what stands before on the line: `_` within a word is no mark
 * @param isWhole whether nothing more comes
 */
export function inlineMarkdown(text: string, before: string, isWhole: boolean): Shown {
  let shown = ''
  let from = 0
  const behind = () => (from === 0 ? before : text.slice(0, from)).slice(-2)
  while (from < text.length) {
    const next = text.slice(from).search(special)
    const plain = next === -1 ? text.length : from + next
    shown += text.slice(from, plain)
    from = plain
    if (from === text.length) break
    const rest = text.slice(from)
    const span = spanAt(rest.slice(0, longestSpan), behind())
    // A closing mark at the very end may still become a longer one, which is another.
    if (span !== undefined && (isWhole || span.length < rest.length)) {
      shown += span.shown
      from += span.length
    } else if (!isWhole && rest.length <= longestSpan && (span !== undefined || mayBegin(rest, behind()))) {
      return { shown, rest }
    } else {
      // A run of the same mark is none as a whole.
      const run = /^(?:`+|\*+|_+|~+|.)/s.exec(rest)?.[0] ?? ''
      shown += run
      from += run.length
    }
  }
  return { shown, rest: '' }
}

function spanAt(rest: string, before: string): { shown: string; length: number } | undefined {
  for (const { pattern, mayFollow, show } of spans) {
    if (mayFollow?.(before) === false) continue
    const match = pattern.exec(rest)
    if (match !== null) return { shown: show(...match.slice(1)), length: match[0].length }
  }
  return undefined
}

const mayBegin = (rest: string, before: string): boolean =>
  spans.some((span) => span.mayFollow?.(before) !== false && span.mayBegin.test(rest))
