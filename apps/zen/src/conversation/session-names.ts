import { neutralise } from '@engawa/cli-kit'
import { nearest, type Session, UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { outageNote } from '../sessions/storage-outage.js'

/**
 * A session's id never changes, so that whoever is writing to it goes on writing to it. A new name is an entry that
 * leads to the id; the session's metadata says it too, so that the entries can be made again.
 */
const keyOf = (name: string): string => `session-name:${name}`

/** What a person calls the session. */
export function nameOf({ id, metadata }: Pick<Session, 'id' | 'metadata'>): string {
  const name = metadata?.name
  return typeof name === 'string' && name !== '' ? name : id
}

/** The id behind a name; the name itself where nobody gave it to a session. */
export async function idOf(store: Pick<ChatStore, 'kv'>, name: string): Promise<string> {
  const id = await store.kv.get(keyOf(name))
  return typeof id === 'string' ? id : name
}

export const leadTo = (store: Pick<ChatStore, 'kv'>, name: string, id: string): Promise<void> =>
  store.kv.set(keyOf(name), id)

/** Take a name away from a session that it leads to; another session's stays. */
export async function forgetName(store: Pick<ChatStore, 'kv'>, name: string, id: string): Promise<void> {
  if ((await store.kv.get(keyOf(name))) === id) await store.kv.delete(keyOf(name))
}

/** @throws UserError `zen/unknown-session` with the name that comes close */
export async function findSession(store: ChatStore, name: string): Promise<Session> {
  const session = await store.sessions.get(await idOf(store, name))
  if (session === undefined) throw await unknownSession(store, name)
  return session
}

/**
 * A session that `delete` hid, or one that is there all the same.
 *
 * @throws UserError `zen/unknown-session` with the deleted one whose name comes close
 */
export async function findDeleted(store: ChatStore, name: string): Promise<Session> {
  const id = await idOf(store, name)
  const deleted: string[] = []
  for await (const session of store.sessions.list({ includeDeleted: true })) {
    if (session.id === id) return session
    if (session.deletedAt !== undefined) deleted.push(nameOf(session))
  }
  const close = nearest(name, deleted)
  throw new UserError(`there is no session called ${neutralise(name)}, and no deleted one`, {
    code: 'zen/unknown-session',
    hint:
      close === undefined ? 'See those there are: zen session list --deleted' : `Did you mean ${neutralise(close)}?`,
  })
}

/**
 * Make sure that nobody has a name yet: no session is called so, and none, deleted or not, has it for its id.
 *
 * @param id the session that may have it
 * @throws UserError `zen/session-exists`
 */
export async function requireFree(store: ChatStore, name: string, id?: string): Promise<void> {
  const other = await idOf(store, name)
  if (other === id) return
  let taken: Session | undefined
  for await (const session of store.sessions.list({ includeDeleted: true })) if (session.id === other) taken = session
  if (taken === undefined && other === name) return
  const isDeleted = taken?.deletedAt !== undefined
  throw new UserError(`there is a ${isDeleted ? 'deleted ' : ''}session called ${neutralise(name)} already`, {
    code: 'zen/session-exists',
    hint: isDeleted
      ? `Choose another name, or remove that one for good: zen session delete ${neutralise(name)} --purge`
      : 'Choose another name, or rename that one first.',
  })
}

async function unknownSession(store: ChatStore, name: string): Promise<UserError> {
  const { outage } = store.info
  if (outage !== undefined) {
    return new UserError(`no session called ${neutralise(name)} is at hand`, {
      code: 'zen/unknown-session',
      hint: outageNote(outage),
    })
  }
  const known: string[] = []
  let isDeleted = false
  for await (const session of store.sessions.list({ includeDeleted: true })) {
    if (session.deletedAt === undefined) known.push(nameOf(session))
    else if ([session.id, nameOf(session)].includes(name)) isDeleted = true
  }
  if (isDeleted) {
    return new UserError(`the session ${neutralise(name)} is deleted`, {
      code: 'zen/unknown-session',
      hint: `Bring it back: zen session restore ${neutralise(name)}`,
    })
  }
  const close = nearest(name, known)
  return new UserError(`there is no session called ${neutralise(name)}`, {
    code: 'zen/unknown-session',
    hint: close === undefined ? 'See those there are: zen session list' : `Did you mean ${neutralise(close)}?`,
  })
}
