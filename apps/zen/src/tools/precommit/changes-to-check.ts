import { UserError } from '@engawa/core'
import { readChanges, untrackedNotes } from '../material/changes.js'
import type { LookedAt } from '../material/look-at.js'
import type { Piece } from '../material/piece.js'
import type { ToolContext } from '../tool.js'
import type { PrecommitInput } from './schema.js'

/**
 * What is to be committed: what is staged where anything is, else what is changed; or what was asked for.
 *
 * @throws UserError `zen/nothing-to-review`
 */
export async function changesToCheck(
  { staged, unstaged, compare, files, piped }: PrecommitInput,
  context: ToolContext,
): Promise<LookedAt> {
  const some = (pieces: readonly Piece[], otherwise: string): LookedAt => {
    if (pieces.length === 0) throw nothing(otherwise)
    return { pieces, prefix: '', piped }
  }
  const read = (which: readonly string[], revisions: readonly string[] = []) =>
    readChanges({ which, revisions, paths: files }, context)
  for (const note of await untrackedNotes(context.command)) context.desk.note(note)
  if (compare !== undefined) return some(await read([], [compare]), `nothing changed since ${compare}`)
  const pieces = [...(staged ? await read(['--cached']) : []), ...(unstaged ? await read([]) : [])]
  if (staged || unstaged)
    return some(pieces, `nothing is ${[staged && 'staged', unstaged && 'changed'].filter(Boolean).join(' or ')}`)
  const indexed = await read(['--cached'])
  if (indexed.length > 0) return some(indexed, '')
  const changed = await read([])
  if (changed.length > 0) context.desk.note('nothing is staged; this is about what is changed')
  return some(changed, 'nothing is staged or changed')
}

const nothing = (what: string) =>
  new UserError(`there is nothing to check: ${what}`, {
    code: 'zen/nothing-to-review',
    hint: 'Stage something with git add, or name a commit: --compare main',
  })
