import { refused } from './errors.js'

/** Words that follow `znav pane` as commands, now or in a later version. A pane of that name could not be opened. */
const reserved: ReadonlySet<string> = new Set([
  'log',
  'history',
  'info',
  'snapshot',
  'goal',
  'progress',
  'rename',
  'forget',
  'move',
])

const maxLength = 64

/**
 * A pane's name, checked.
 *
 * @throws UserError unless it is 1 to 64 letters, digits, dashes and underscores, and no command's name
 */
export function paneName(text: string): string {
  requireSafeName(text)
  if (reserved.has(text)) {
    throw refused(
      'pane/name-reserved',
      `"${text}" is a command of znav pane, not a pane's name`,
      'Choose another name.',
    )
  }
  return text
}

/**
 * A name for a tab that Perth makes in Zellij. People write tabs' names for themselves, with spaces and in their own
 * language; they are handed to Zellij as one argument and never to a shell.
 */
export function tabName(text: string): string {
  requireShort(text, 'tab')
  if (!/^[\p{L}\p{N}\p{P}\p{S}\p{M}]+(?: [\p{L}\p{N}\p{P}\p{S}\p{M}]+)*$/u.test(text) || text.startsWith('-')) {
    throw refused(
      'tab/name-invalid',
      `${JSON.stringify(text)} can't be a tab name`,
      'Use printable characters with single spaces between words; do not start with a dash.',
    )
  }
  return text
}

/** Whether a store's name for a pane keeps to the rule: others may write there, and files are called by it. */
export const isSafeName = (text: string): boolean =>
  text.length <= maxLength && /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(text)

function requireShort(text: string, what: 'pane' | 'tab'): void {
  if (text.length <= maxLength) return
  throw refused(`${what}/name-too-long`, `the ${what} name has ${text.length} characters`, `Use at most ${maxLength}.`)
}

function requireSafeName(text: string): void {
  requireShort(text, 'pane')
  if (!isSafeName(text)) {
    throw refused(
      'pane/name-invalid',
      `${JSON.stringify(text)} can't be a pane name`,
      'Use letters, digits, dashes and underscores; do not start with a dash.',
    )
  }
}
