import { type KeywordHandler, ranks } from '../detection.js'
import { entropy } from '../entropy.js'
import type { KeywordIndex } from '../keyword-index.js'
import { type Format, patternOf, searchPatternOf, tailOf } from '../rules/format.js'
import type { TokenRule } from '../rules/rule.js'
import { tokenMayStart } from './token-boundary.js'

/** Registers the tokens that are told by their own shape. Patterns are compiled when their keyword first turns up. */
export function registerTokens(index: KeywordIndex<KeywordHandler>, rules: readonly TokenRule[]): void {
  for (const rule of rules) {
    const handler = rule.keywords === undefined ? atKeyword(rule) : nearKeyword(rule)
    for (const keyword of rule.keywords ?? openings(rule.format)) index.add(keyword.toLowerCase(), handler)
  }
}

/** The texts that a format can begin with. */
export function openings(format: Format): readonly string[] {
  const [first] = format
  if (typeof first === 'string') return [first]
  if (first !== undefined && 'anyOf' in first) return first.anyOf
  throw new RangeError('A format that begins with a run needs keywords')
}

/** The keyword is the token's beginning: match right there. */
function atKeyword(rule: TokenRule): KeywordHandler {
  let pattern: RegExp | undefined
  const wholeEnd = endOf(rule)
  return (scan, start) => {
    if (scan.isTaken(rule.name, start) || !tokenMayStart(scan.text, start)) return
    pattern ??= new RegExp(patternOf(rule.format), 'y')
    pattern.lastIndex = start
    const token = pattern.exec(scan.text)?.[0]
    if (token === undefined || !isGenuine(rule, token)) return
    scan.report(rule.name, start, wholeEnd(scan.text, start + token.length), ranks.token)
  }
}

const blockLength = 1024
const reach = 256

/** The keyword only says that a token may be near: search the block of the line that it stands in. */
function nearKeyword(rule: TokenRule): KeywordHandler {
  let pattern: RegExp | undefined
  const wholeEnd = endOf(rule)
  const searched = `${rule.name} searched`
  return (scan, start) => {
    if (scan.isTaken(searched, start)) return
    const lineStart = scan.lineStart(start)
    const block = lineStart + Math.floor((start - lineStart) / blockLength) * blockLength
    scan.take(searched, Math.min(scan.lineEnd(start), block + blockLength))
    const from = Math.max(lineStart, block - reach)
    const window = scan.text.slice(from, Math.min(scan.lineEnd(start), block + blockLength + reach))
    pattern ??= new RegExp(searchPatternOf(rule.format), 'g')
    for (const { 0: token, index } of window.matchAll(pattern)) {
      const at = from + index
      if (!tokenMayStart(scan.text, at) || !isGenuine(rule, token)) continue
      scan.report(rule.name, at, wholeEnd(scan.text, at + token.length), ranks.token, Math.min(at, start))
    }
  }
}

/** Takes a token to its end when its format has none. */
function endOf(rule: TokenRule): (text: string, judgedEnd: number) => number {
  const source = tailOf(rule.format)
  if (source === undefined) return (_text, judgedEnd) => judgedEnd
  let tail: RegExp | undefined
  return (text, judgedEnd) => {
    tail ??= new RegExp(source, 'y')
    tail.lastIndex = judgedEnd
    tail.exec(text)
    return Math.max(judgedEnd, tail.lastIndex)
  }
}

function isGenuine(rule: TokenRule, token: string): boolean {
  if (rule.minEntropy !== undefined && entropy(token) < rule.minEntropy) return false
  return rule.check?.(token) ?? true
}
