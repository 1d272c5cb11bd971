import { UserError } from '@engawa/core'
import type { ToolContext } from '../tool.js'
import { openPieces, readChanges, untrackedNotes } from './changes.js'
import { isDiff } from './diff.js'
import { git } from './git.js'
import type { Piece } from './piece.js'
import { readFilePieces } from './read-pieces.js'

interface Asked {
  readonly files: readonly string[]
  readonly range: string | undefined
  readonly piped: string
}

/** What a review is of. */
export interface LookedAt {
  readonly pieces: readonly Piece[]
  /** Where the paths of files start, below the repository's root. */
  readonly prefix: string
  /** What was piped in and is not among the pieces. */
  readonly piped: string
}

/**
 * The commits of a range, else the files that were named, else what was piped in, else all that is not committed yet.
 * A diff that was piped in is cut into its files, as one of git's own.
 *
 * @throws UserError `zen/nothing-to-review`
 */
export async function lookAt({ files, range, piped: given }: Asked, context: ToolContext): Promise<LookedAt> {
  const { command } = context
  const { pieces: changed, around: piped } = isDiff(given)
    ? await openPieces(given, context.desk)
    : { pieces: [], around: given }
  if (range !== undefined) {
    const pieces = await readChanges({ revisions: [range], paths: files }, context)
    if (pieces.length === 0) throw nothing(`nothing changed in ${range}`, 'Name other commits: --range main..HEAD')
    return { pieces: [...pieces, ...changed], prefix: '', piped }
  }
  if (files.length > 0) {
    const pieces = await readFilePieces(files, context, Number.POSITIVE_INFINITY)
    if (pieces.length === 0) throw nothing('all of it was left out', 'Name files of text: -f src/main.ts')
    return { pieces: [...pieces, ...changed], prefix: await prefixOf(context), piped }
  }
  if (changed.length > 0 || (piped === given && piped.trim() !== '')) return { pieces: changed, prefix: '', piped }
  if (given.trim() !== '') throw nothing('all of it was left out', 'Pipe in changes of text files.')
  const pieces = await readChanges({ revisions: ['HEAD'] }, context)
  for (const note of await untrackedNotes(command)) context.desk.note(note)
  if (pieces.length === 0)
    throw nothing('everything is committed', 'Name commits, --range main..HEAD, or files: -f src')
  return { pieces, prefix: '', piped }
}

/** Outside of a repository paths start where the person is. */
async function prefixOf({ command }: Pick<ToolContext, 'command'>): Promise<string> {
  try {
    return (await git(['rev-parse', '--show-prefix'], command)).trim()
  } catch (error) {
    if (error instanceof UserError) return ''
    throw error
  }
}

const nothing = (what: string, hint: string) =>
  new UserError(`there is nothing to review: ${what}`, { code: 'zen/nothing-to-review', hint })
