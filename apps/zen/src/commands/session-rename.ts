import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { findSession, forgetName, leadTo, nameOf, requireFree } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session rename NAME NEW`: the id stays, and processes that are writing to it are not disturbed. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const wanted = String(args.new)
    const session = await findSession(store, String(args.name))
    const before = nameOf(session)
    if (wanted.trim() === '') throw new UserError('the new name is empty', { code: 'zen/empty-session' })
    if (wanted !== session.id) await requireFree(store, wanted, session.id)
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
