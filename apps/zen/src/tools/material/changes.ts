import { UserError } from '@engawa/core'
import { isSecretFile } from '../../input/sources/secret-file.js'
import type { ToolContext } from '../tool.js'
import { type ReadDiff, readDiff } from './diff.js'
import { type GitContext, git } from './git.js'
import type { Piece } from './piece.js'

export interface WhichChanges {
  /** `--cached`; nothing: the working tree. */
  readonly which?: readonly string[]
  /** `main..HEAD`; none: against the index. */
  readonly revisions?: readonly string[]
  /** Only below these, from where the person is. */
  readonly paths?: readonly string[]
}

const diffArguments = [
  'diff',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
  '--unified=8',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

/** What changed, as git says it. What was left out the desk is told. */
export async function readChanges(
  { which = [], revisions = [], paths = [] }: WhichChanges,
  { command, desk }: Pick<ToolContext, 'command' | 'desk'>,
): Promise<readonly Piece[]> {
  // What begins with a dash would be an option of git's, and some of those write files.
  for (const revision of revisions) {
    if (revision.startsWith('-')) {
      throw new UserError(`${revision} is no revision`, { code: 'zen/git', hint: 'For example: main..HEAD' })
    }
  }
  // Without a repository git compares any two files, and takes what stands for a revision for one of them.
  await git(['rev-parse', '--git-dir'], command)
  const diff = await git([...diffArguments, ...which, ...revisions, '--', ...paths], command)
  const { pieces, around } = await openPieces(diff, desk)
  // Such as `* Unmerged path a.ts`.
  for (const line of around.split('\n').slice(0, 3)) if (line !== '') desk.note(`git also said: ${line}`)
  return pieces
}

/** What a diff holds, without files of secrets and binaries, which the desk is told. */
export async function openPieces(
  diff: string,
  desk: ToolContext['desk'],
): Promise<Pick<ReadDiff, 'pieces' | 'around'>> {
  const { pieces, binaries, findings, around } = readDiff(diff, await desk.filter())
  const open = pieces.filter(({ name }) => !isSecretFile(name))
  for (const { name } of pieces) if (isSecretFile(name)) desk.note(`${name} holds secrets and was left out`)
  for (const name of binaries) desk.note(`${name} is binary and was left out`)
  desk.found(findings)
  return { pieces: open, around }
}

/** What git does not know of yet, so that no diff shows it. */
export async function untrackedNotes(context: GitContext): Promise<readonly string[]> {
  const listed = await git(['ls-files', '--others', '--exclude-standard', '-z', '--full-name', ':/'], context)
  const names = listed.split('\0').filter((name) => name !== '')
  if (names.length === 0) return []
  const some = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return [`git does not know of ${some}${more} yet, so they were not looked at; git add shows them`]
}
