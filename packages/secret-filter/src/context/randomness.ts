import { entropy } from '../entropy.js'

/** So much of a value is judged. */
const judged = 512

/** Letters and digits in a mixture that words, names and versions don't have. */
export function isRandom(text: string): boolean {
  const value = text.length > judged ? text.slice(0, judged) : text
  if (value.length < 8) return false
  const mixture = mixtureOf(value)
  if (mixture === undefined) return false
  const { letters, digits, rises, turns } = mixture
  if (digits === 0) {
    if (value.length < 16) return false
    const bits = entropy(value)
    // `startTagBeforeHtml` rises with each word, chance with every fourth letter.
    if (rises >= value.length / 5 && bits >= 3.5) return true
    return value.length >= 20 && bits >= 4.2 && !/^[A-Za-z]+(?:[-_./:][A-Za-z]+)*$/.test(value)
  }
  if (letters === 0) return value.length >= 16 && entropy(value) >= 2.5
  // Dates, versions, names with a number: one group of digits, or groups apart from all letters.
  if (turns >= 3) return entropy(value) >= Math.min(3, Math.log2(value.length) * 0.7)
  return turns >= 1 && value.length >= 20 && entropy(value) >= 3.8
}

interface Mixture {
  readonly letters: number
  readonly digits: number
  /** Capitals after small letters. */
  readonly rises: number
  /** Letters beside digits. */
  readonly turns: number
}

const other = 0
const small = 1
const capital = 2
const digit = 3
const invisible = 4
/** The kind of each character of ASCII. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code < 0x21 || code > 0x7e) return invisible
  const character = String.fromCharCode(code)
  if (/[a-z]/.test(character)) return small
  if (/[A-Z]/.test(character)) return capital
  return /[0-9]/.test(character) ? digit : other
})

/** One pass over a value, which patterns would read four times. Nothing when it holds more than visible ASCII. */
function mixtureOf(value: string): Mixture | undefined {
  let letters = 0
  let digits = 0
  let rises = 0
  let turns = 0
  let before = other
  for (let index = 0; index < value.length; index++) {
    const kind = kinds[value.charCodeAt(index)] ?? invisible
    if (kind === small || kind === capital) {
      letters++
      if (before === digit) turns++
      else if (kind === capital && before === small) rises++
    } else if (kind === digit) {
      digits++
      if (before === small || before === capital) turns++
    } else if (kind === invisible) return undefined
    before = kind
  }
  return { letters, digits, rises, turns }
}
