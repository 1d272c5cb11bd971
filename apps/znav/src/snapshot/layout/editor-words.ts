import { basename } from 'node:path'

/**
 * Zellij takes panes of these for its own editor panes. Those it dumps without their directory and arguments, and
 * starts without being asked.
 */
const editors: ReadonlySet<string> = new Set([
  ...['vi', 'vim', 'nvim', 'view', 'gvim', 'emacs', 'emacsclient', 'nano', 'kak', 'hx', 'helix', 'micro'],
  ...['ne', 'joe', 'jed', 'mcedit', 'ed', 'ex', 'code', 'subl', 'gedit', 'kate', 'amp', 'zed'],
])

/** An editor is started through `env`, which Zellij takes for any other command. */
export const hideEditor = (words: readonly string[]): readonly string[] =>
  editors.has(basename(words[0] ?? '')) ? ['env', ...words] : words

export const unhideEditor = (words: readonly string[]): readonly string[] =>
  words[0] === 'env' && editors.has(basename(words[1] ?? '')) ? words.slice(1) : words
