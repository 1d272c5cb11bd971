import { UserError } from '@engawa/core'
import type { ToolContext } from '../tool.js'
import { readChanges, untrackedNotes } from './changes.js'
import { git } from './git.js'
import type { Piece } from './piece.js'
import { readFilePieces } from './read-pieces.js'

interface Asked {
  readonly files: readonly string[]
  readonly range: string | undefined
  readonly piped: string
}

/** What a review is of, and where its paths start, below the repository's root. */
export interface LookedAt {
  readonly pieces: readonly Piece[]
  readonly prefix: string
}

/**
 * The commits of a range, else the files that were named, else what was piped in, else all that is not committed yet.
 *
 * @throws UserError `zen/nothing-to-review`
 */
export async function lookAt({ files, range, piped }: Asked, context: ToolContext): Promise<LookedAt> {
  const { command } = context
  if (range !== undefined) {
    const pieces = await readChanges({ revisions: [range], paths: files }, context)
    if (pieces.length === 0) throw nothing(`nothing changed in ${range}`, 'Name other commits: --range main..HEAD')
    return { pieces, prefix: '' }
  }
  if (files.length > 0) {
    const pieces = await readFilePieces(files, context, Number.POSITIVE_INFINITY)
    if (pieces.length === 0) throw nothing('all of it was left out', 'Name files of text: -f src/main.ts')
    return { pieces, prefix: await prefixOf(context) }
  }
  if (piped.trim() !== '') return { pieces: [], prefix: '' }
  const pieces = await readChanges({ revisions: ['HEAD'] }, context)
  for (const note of await untrackedNotes(command)) context.desk.note(note)
  if (pieces.length === 0)
    throw nothing('everything is committed', 'Name commits, --range main..HEAD, or files: -f src')
  return { pieces, prefix: '' }
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
