import { refused } from './errors.js'

export const maxSummaryLength = 500

/**
 * A summary as it is stored: one line, surrounding and repeated white space taken out.
 *
 * @throws UserError when nothing is left, when it is longer than 500 characters, or when it holds control characters
 */
export function summaryText(text: string): string {
  const summary = text.toWellFormed().replace(/\s+/g, ' ').trim()
  if (summary === '') {
    throw refused(
      'summary/empty',
      'the summary is empty',
      'Say in a sentence what was done: "Fixed the token refresh".',
    )
  }
  if (hasControlCharacters(summary)) {
    throw refused('summary/control-characters', 'the summary holds control characters', 'Use plain text.')
  }
  const length = [...summary].length
  if (length > maxSummaryLength) {
    throw refused(
      'summary/too-long',
      `the summary has ${length} characters, ${length - maxSummaryLength} too many`,
      `Keep it to one or two sentences, at most ${maxSummaryLength} characters. Files belong in --artifacts.`,
    )
  }
  return summary
}

/** Escape sequences in a stored text would reach the terminal of whoever reads it. */
export function hasControlCharacters(text: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f]/.test(text)
}
