import { extname } from 'node:path'
import { UserError } from '@engawa/core'

/** A text that stands below the prompt under its name. */
export interface AttachedText {
  readonly name: string
  readonly text: string
  /** Fewer are shown than there are when the rest did not fit. */
  readonly lines?: { readonly shown: number; readonly total: number }
}

export interface QuestionParts {
  /** What was typed after `zen chat`. */
  readonly prompt: string
  /** What was piped in. */
  readonly stdin: string
  readonly files: readonly AttachedText[]
}

/** One text of prompt, piped content and files, each marked so that the model can tell them apart. */
export function composeQuestion({ prompt, stdin, files }: QuestionParts): string {
  const piped = stdin.trim() === '' ? '' : stdin
  checkQuestion({ prompt, stdin: piped })
  // Piped text alone is the question itself.
  if (prompt.trim() === '' && files.length === 0) return piped
  const blocks = [
    prompt,
    ...(piped === '' ? [] : [fenced('stdin', piped, '')]),
    ...files.map(({ name, text, lines }) => fenced(titleOf(name, lines), text, languageOf(name))),
  ]
  return blocks.filter((block) => block.trim() !== '').join('\n\n')
}

/** @throws UserError `zen/empty-question`, `zen/binary-input` */
export function checkQuestion({ prompt, stdin }: Pick<QuestionParts, 'prompt' | 'stdin'>): void {
  if (stdin.slice(0, 8_000).includes('\u0000')) {
    throw new UserError('what was piped in is binary', {
      code: 'zen/binary-input',
      hint: 'Pipe text, or name what it is.',
    })
  }
  if (prompt.trim() === '' && stdin.trim() === '') {
    throw new UserError('there is nothing to ask', {
      code: 'zen/empty-question',
      hint: 'Type a question, zen chat "…", or pipe one in: git diff | zen chat "Review this"',
    })
  }
}

const languageOf = (name: string): string => /^\.(\w{1,12})$/.exec(extname(name))?.[1] ?? ''

const titleOf = (name: string, lines: AttachedText['lines']): string =>
  lines === undefined || lines.shown === lines.total ? name : `${name} (lines 1 to ${lines.shown} of ${lines.total})`

function fenced(name: string, text: string, language: string): string {
  // Longer than any run of backticks inside, so that the content can't end its own block.
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  // A name with a line break could begin a block of its own.
  return `${name.replace(/\s+/g, ' ')}:\n${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}
