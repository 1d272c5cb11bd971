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
  requireSafeName(text, 'pane')
  if (reserved.has(text)) {
    throw refused(
      'pane/name-reserved',
      `"${text}" is a command of znav pane, not a pane's name`,
      'Choose another name.',
    )
  }
  return text
}

/** A name for something that Perth makes in Zellij: the same letters for panes and for new tabs. */
export function requireSafeName(text: string, what: 'pane' | 'tab'): string {
  if (text.length > maxLength) {
    throw refused(
      `${what}/name-too-long`,
      `the ${what} name has ${text.length} characters`,
      `Use at most ${maxLength}.`,
    )
  }
  if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(text)) {
    throw refused(
      `${what}/name-invalid`,
      `${JSON.stringify(text)} can't be a ${what} name`,
      'Use letters, digits, dashes and underscores; do not start with a dash.',
    )
  }
  return text
}
