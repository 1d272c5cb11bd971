import type { Candidate } from './select-tool.js'

/** A command that does a task, ready to be pasted into a shell. */
export const exampleCommand = ({ tool, mode }: Pick<Candidate, 'tool' | 'mode'>, task: string): string =>
  ['zen', tool, ...(mode === undefined ? [] : ['--mode', mode]), shellWord(task)].join(' ')

/** One word for bash, zsh and fish, whatever is in it. */
function shellWord(text: string): string {
  // What a terminal would obey has no place in a line to be pasted.
  const plain = text.replace(/\p{Cc}+/gu, ' ').trim()
  return /["$`\\!]/.test(plain) ? `'${plain.replaceAll("'", "'\\''")}'` : `"${plain}"`
}
