import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { findSession, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session keep NAME [--off]`: no clean-up takes it. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const session = await findSession(store, String(args.name))
    const kept = options.off !== true
    await store.sessions.update(session.id, { metadata: { ...session.metadata, kept } })
    const name = nameOf(session)
    return {
      data: { session: name, id: session.id, kept, ...servedBy(store.info) },
      text: kept
        ? `${neutralise(name)} is kept: no clean-up takes it.`
        : `${neutralise(name)} may be cleaned up again.`,
      lasting: true,
    }
  })
