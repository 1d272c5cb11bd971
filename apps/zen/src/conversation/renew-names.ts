import type { ChatStore } from '@engawa/storage'
import { idOf, leadTo, nameOf } from './session-names.js'

/** Make the entries of names again from what the sessions say. A name that leads to another session stays with it. @returns those that were made */
export async function renewNames(store: ChatStore): Promise<readonly string[]> {
  const made: string[] = []
  for await (const session of store.sessions.list({ includeDeleted: true })) {
    const name = nameOf(session)
    if (name === session.id || (await idOf(store, name)) !== name) continue
    await leadTo(store, name, session.id)
    made.push(name)
  }
  return made
}
