import { basename } from 'node:path'
import { UserError } from '@engawa/core'
import { isSecretFile } from '../../input/secret-file.js'
import { readDiff } from './diff.js'
import { type GitContext, git } from './git.js'
import type { Piece } from './piece.js'

export interface Changes {
  readonly pieces: readonly Piece[]
  /** What was left out, and why. */
  readonly notes: readonly string[]
}

const diffArguments = [
  'diff',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
  '--unified=8',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

/**
 * What changed, as git says it.
 *
 * @param which `--cached`, or nothing for the working tree
 * @param revisions `main..HEAD`; none: the index
 * @param paths only below these, from where the person is
 */
export async function readChanges(
  {
    which = [],
    revisions = [],
    paths = [],
  }: { which?: readonly string[]; revisions?: readonly string[]; paths?: readonly string[] },
  context: GitContext,
): Promise<Changes> {
  // What begins with a dash would be an option of git's, and some of those write files.
  for (const revision of revisions) {
    if (revision.startsWith('-')) {
      throw new UserError(`${revision} is no revision`, { code: 'zen/git', hint: 'For example: main..HEAD' })
    }
  }
  const { pieces, binaries } = readDiff(await git([...diffArguments, ...which, ...revisions, '--', ...paths], context))
  const secret = pieces.filter(({ name }) => isSecretFile(basename(name)))
  return {
    pieces: pieces.filter((piece) => !secret.includes(piece)),
    notes: [
      ...secret.map(({ name }) => `${name} holds secrets and was left out`),
      ...binaries.map((name) => `${name} is binary and was left out`),
    ],
  }
}

/** What git does not know of yet, so that no diff shows it. */
export async function untrackedNote(context: GitContext): Promise<readonly string[]> {
  const listed = await git(['ls-files', '--others', '--exclude-standard', '-z', '--full-name', ':/'], context)
  const names = listed.split('\0').filter((name) => name !== '')
  if (names.length === 0) return []
  const some = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return [`git does not know of ${some}${more} yet, so they were not looked at; git add shows them`]
}
