import { extname } from 'node:path'
import { UserError } from '@engawa/core'
import type { AttachedFile } from './attached-file.js'

export interface QuestionParts {
  /** What was typed after `zen chat`. */
  readonly prompt: string
  /** What was piped in. */
  readonly stdin: string
  readonly files: readonly AttachedFile[]
}

/** One text of prompt, piped content and files, each marked so that the model can tell them apart. */
export function composeQuestion({ prompt, stdin, files }: QuestionParts): string {
  const piped = stdin.trim() === '' ? '' : stdin
  if (piped.slice(0, 8_000).includes('\u0000')) {
    throw new UserError('what was piped in is binary', {
      code: 'zen/binary-input',
      hint: 'Pipe text, or name what it is.',
    })
  }
  if (prompt.trim() === '' && piped === '') {
    throw new UserError('there is nothing to ask', {
      code: 'zen/empty-question',
      hint: 'Type a question, zen chat "…", or pipe one in: git diff | zen chat "Review this"',
    })
  }
  // Piped text alone is the question itself.
  if (prompt.trim() === '' && files.length === 0) return piped
  const blocks = [
    prompt,
    ...(piped === '' ? [] : [fenced('stdin', piped, '')]),
    ...files.map(({ name, text }) => fenced(name, text, extname(name).slice(1))),
  ]
  return blocks.filter((block) => block.trim() !== '').join('\n\n')
}

function fenced(name: string, text: string, language: string): string {
  // Longer than any run of backticks inside, so that the content can't end its own block.
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${name}:\n${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}
