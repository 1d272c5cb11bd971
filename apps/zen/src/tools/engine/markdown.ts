export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${indented(line)}`).join('\n')

/** A heading and what stands under it; nothing where there is nothing. */
export const section = (title: string, body: string): string => (body === '' ? '' : `## ${title}\n\n${body}`)

/** Parts with an empty line between them; empty ones are left out. */
export const page = (...parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join('\n\n')

/** Code in a fence longer than any inside it, so that it can't end its own block. */
export function fenced(code: string, language = ''): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code}${code.endsWith('\n') ? '' : '\n'}${fence}`
}

/** `src/a.ts:12`; the file alone where no line is known. */
export const place = (file: string, line: number | null): string => (line === null ? file : `${file}:${line}`)

const indented = (text: string): string => text.replaceAll('\n', '\n  ')
