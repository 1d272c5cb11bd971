import { nearest } from '@engawa/core'
import { NotFoundError, refused } from '../domain/errors.js'
import { noSnapshot } from './errors.js'
import type { SnapshotStore } from './store/snapshot-store.js'

export interface SessionHint {
  /** `--session` */
  readonly asked?: string
  /** Where the command runs. */
  readonly surrounding?: string
}

/**
 * The session whose snapshot is meant: the one asked for, the one around this command, or the only one that has such a
 * snapshot.
 *
 * @throws NotFoundError when there is none; UserError when several have one
 */
export async function sessionOfSnapshot(store: SnapshotStore, name: string, hint: SessionHint): Promise<string> {
  const listed = await store.list(hint.asked)
  const having = [...new Set(listed.filter((meta) => meta.name === name).map(({ session }) => session))]
  if (hint.surrounding !== undefined && having.includes(hint.surrounding)) return hint.surrounding
  const [only, another] = having
  if (another !== undefined) {
    const sessions = having.map((session) => JSON.stringify(session)).join(', ')
    throw refused('snapshot/which-session', `several sessions have a snapshot ${name}`, `Add --session: ${sessions}`)
  }
  if (only !== undefined) return only
  const meant = nearest(
    name,
    listed.map((meta) => meta.name),
  )
  if (meant === undefined && hint.asked !== undefined) throw noSnapshot(hint.asked, name)
  throw new NotFoundError(`there is no snapshot ${name}`, {
    code: 'not-found/snapshot',
    hint: meant === undefined ? 'See which there are: znav snapshot list' : `Did you mean ${meant}?`,
  })
}
