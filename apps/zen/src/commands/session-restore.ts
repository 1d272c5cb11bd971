import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { idOf, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session restore NAME`: what `delete` hid is there again. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const session = await store.sessions.restore(await idOf(store, String(args.name)))
    const name = nameOf(session)
    return {
      data: { session: name, id: session.id, messages: session.messageCount, ...servedBy(store.info) },
      text: `${neutralise(name)} is back, with ${session.messageCount} messages.`,
      lasting: true,
    }
  })
