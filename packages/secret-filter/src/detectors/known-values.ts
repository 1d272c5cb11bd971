import { type KeywordHandler, ranks } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import type { KnownValue } from '../secret-filter.js'
import { encodedForms } from './encoded-forms.js'

/** Below this a value can't be told from ordinary text. */
const shortest = 6

/** Registers values that are known to be secret, each in every form that it may travel in. */
export function registerKnownValues(index: KeywordIndex<KeywordHandler>, values: Iterable<KnownValue>): void {
  for (const { name, value } of values) {
    const rule = ruleNameOf(name)
    for (const part of linesOf(value)) {
      for (const form of encodedForms(part)) {
        index.add(
          form.text,
          (scan, start, end) => {
            scan.report(
              rule,
              start - slack(scan.text, start, form.slack, -1),
              end + slack(scan.text, end, form.slack, 1),
              ranks.known,
            )
          },
          true,
        )
      }
    }
  }
}

/** A value over several lines is known line by line, so that no search needs to cross a line. */
function linesOf(value: string): readonly string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim())
  const whole = lines.length > 1 ? [JSON.stringify(value.trim()).slice(1, -1)] : []
  return [...lines, ...whole].filter(isTellable)
}

/** Short values and single short words would take ordinary text with them. */
function isTellable(value: string): boolean {
  return (
    value.length >= shortest && !/^[a-z]{1,7}$/i.test(value) && !/^(.)\1*$/.test(value) && !value.startsWith('-----')
  )
}

/** How many characters beside a Base64 core belong to the same Base64 and hold bits of the secret. */
function slack(text: string, at: number, most: number, direction: 1 | -1): number {
  let count = 0
  while (count < most) {
    const place = direction === 1 ? at + count : at - count - 1
    if (!/[A-Za-z0-9+/_=-]/.test(text.charAt(place))) break
    count++
  }
  return count
}

function ruleNameOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 80) || 'known-value'
}
