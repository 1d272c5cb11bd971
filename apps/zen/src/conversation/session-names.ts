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
