import { type CommandModule, confirm, neutralise } from '@engawa/cli-kit'
import { type Session, UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { findSession, forgetName, idOf, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session delete NAME`: hidden, and `restore` brings it back. `--purge` removes it for good, and asks. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const name = String(args.name)
    const purge = options.purge === true
    const id = await idOf(store, name)
    // What is deleted already can still be purged.
    const session = (purge ? await evenDeleted(store, id) : undefined) ?? (await findSession(store, name))
    const called = nameOf(session)
    if (purge) {
      const text = `Remove ${neutralise(called)} with its ${session.messageCount} messages for good? There is no undo.`
      if (options.yes !== true && !(await confirm(context, { text, flag: '--yes' }))) {
        throw new UserError('nothing was removed', { code: 'usage/declined' })
      }
      await store.sessions.purge(session.id)
      await forgetName(store, called, session.id)
    } else await store.sessions.delete(session.id)
    const undo = `Bring it back: zen session restore ${neutralise(called)}`
    return {
      data: { session: called, id: session.id, messages: session.messageCount, purged: purge, ...servedBy(store.info) },
      text: purge
        ? `${neutralise(called)} and its ${session.messageCount} messages are gone.`
        : `${neutralise(called)} is deleted. ${undo}`,
      lasting: true,
    }
  })

async function evenDeleted(store: ChatStore, id: string): Promise<Session | undefined> {
  for await (const session of store.sessions.list({ includeDeleted: true })) if (session.id === id) return session
  return undefined
}
