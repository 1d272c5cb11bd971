import { createStyle } from '@engawa/cli-kit'

const { dim, cyan } = createStyle(true)

/** What a line of markdown is, by how it begins. */
export type LineKind =
  /** To be seen whole before it can be shown. */
  | { readonly type: 'heading' | 'rule' | 'table' | 'fence' }
  /** Shown as it comes: `mark` in place of the first `length` characters, then text. */
  | { readonly type: 'text'; readonly mark: string; readonly length: number }

/** The kind of a line; undefined while more of it has to arrive. */
export function lineKind(line: string, isWhole: boolean): LineKind | undefined {
  if (/^ {0,3}(?:`{3,}|~{3,})/.test(line)) return { type: 'fence' }
  if (/^ {0,3}#{1,6}(?:\s|$)/.test(line) && (isWhole || /#\s/.test(line))) return { type: 'heading' }
  if (/^\s{0,12}\|/.test(line)) return { type: 'table' }
  if (/^ {0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) return isWhole ? { type: 'rule' } : undefined
  const [quote] = /^ {0,3}(?:> ?)+/.exec(line) ?? []
  if (quote !== undefined && (isWhole || quote.length < line.length)) {
    return { type: 'text', mark: dim('│ ').repeat(quote.replace(/[^>]/g, '').length), length: quote.length }
  }
  const [item, indent = '', sign = ''] = /^(\s{0,12})([-*+]|\d{1,9}[.)])\s(?:\[[ xX]\]\s)?/.exec(line) ?? []
  const box = /\[(.)\]/.exec(item ?? '')?.[1]
  if (item !== undefined && (isWhole || box !== undefined || !mayBecomeBox(line.slice(item.length)))) {
    const done = box === undefined ? '' : box === ' ' ? '☐ ' : '☑ '
    return { type: 'text', mark: `${indent}${cyan(/\d/.test(sign) ? sign : '•')} ${done}`, length: item.length }
  }
  if (!isWhole && mayBecomeMore(line)) return undefined
  return { type: 'text', mark: '', length: 0 }
}

const mayBecomeBox = (rest: string): boolean => /^(?:\[(?:[ xX]\]?)?)?$/.test(rest)

/** Whether the beginning of a line may still turn out to be something else than text. */
const mayBecomeMore = (line: string): boolean =>
  /^\s{0,12}(?:#{0,6}|>[> ]*|[-*+]\s?(?:\[[ xX]?\]?)?|\d{1,9}[.)]?\s?(?:\[[ xX]?\]?)?|`{1,2}|~{1,2}|(?:-[-\s]*|\*[*\s]*|_[_\s]*))$/.test(
    line,
  )

/** Whether a line ends a block of code; undefined while more of it has to arrive. */
export function closesFence(line: string, fence: string, isWhole: boolean): boolean | undefined {
  const mark = fence.charAt(0)
  const sofar = line.replace(/^ {0,3}/, '')
  if (isWhole) return sofar.startsWith(fence) && sofar.trimEnd().replaceAll(mark, '') === ''
  return sofar.replaceAll(mark, '').trim() === '' ? undefined : false
}
