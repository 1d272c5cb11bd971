import { plain } from './plain.js'

/** Stored text as Markdown that shows it as it is. */
export function escapeMarkdown(text: string): string {
  return plain(text).replace(/[\\`*_[\]<>#|]/g, '\\$&')
}

/** Text as code, in a fence longer than any run of backticks inside. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${plain(text)}${fence}` : `${fence} ${plain(text)} ${fence}`
}
