import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { findSession, forgetName, idOf, leadTo, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session rename NAME NEW`: the id stays, and processes that are writing to it are not disturbed. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const wanted = String(args.new)
    const session = await findSession(store, String(args.name))
    const before = nameOf(session)
    if (wanted !== session.id) await checkFree(store, wanted, session.id)
    if (wanted !== session.id) await leadTo(store, wanted, session.id)
    const { name: _, ...metadata } = session.metadata ?? {}
    await store.sessions.update(session.id, {
      metadata: wanted === session.id ? metadata : { ...metadata, name: wanted },
    })
    if (before !== session.id && before !== wanted) await forgetName(store, before, session.id)
    return {
      data: { session: wanted, id: session.id, before, ...servedBy(store.info) },
      text: `${neutralise(before)} is now called ${neutralise(wanted)}. Undo: zen session rename ${neutralise(wanted)} ${neutralise(before)}`,
      lasting: true,
    }
  })

/** @throws UserError when the name leads to another session, or is one's id */
async function checkFree(store: ChatStore, name: string, id: string): Promise<void> {
  if (name.trim() === '') throw new UserError('the new name is empty', { code: 'zen/empty-session' })
  const other = await idOf(store, name)
  if (other === id) return
  let isTaken = other !== name
  if (!isTaken)
    for await (const session of store.sessions.list({ includeDeleted: true })) isTaken ||= session.id === name
  if (!isTaken) return
  throw new UserError(`there is a session called ${neutralise(name)} already`, {
    code: 'zen/session-exists',
    hint: 'Choose another name, or rename that one first.',
  })
}
