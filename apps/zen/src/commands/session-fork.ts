import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { findSession, idOf, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session fork NAME [NEW] [--at SEQ]` */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const source = await findSession(store, String(args.name))
    const wanted = args.new as string | undefined
    if (wanted !== undefined && (await idOf(store, wanted)) !== wanted) {
      throw new UserError(`there is a session called ${neutralise(wanted)} already`, { code: 'zen/session-exists' })
    }
    const at = options.at as number | undefined
    const upTo = at === undefined ? undefined : await messageAt(store, source.id, at)
    const fork = await store.sessions.fork(source.id, {
      ...(wanted === undefined ? {} : { id: wanted }),
      ...(upTo === undefined ? {} : { upTo }),
      // A name and a pin are the original's own.
      metadata: { name: '', kept: false },
    })
    const from = nameOf(source)
    return {
      data: { session: fork.id, from, messages: fork.messageCount, ...servedBy(store.info) },
      text: `${neutralise(fork.id)} begins with ${fork.messageCount} messages of ${neutralise(from)}. Go on in it: zen chat -s ${neutralise(fork.id)} "…"`,
      lasting: true,
    }
  })

async function messageAt(store: ChatStore, sessionId: string, seq: number): Promise<string> {
  for await (const message of store.messages.list({ sessionId })) if (message.seq === seq) return message.id
  throw new UserError(`the session has no message ${seq}`, {
    code: 'zen/unknown-message',
    hint: 'zen session show --json gives the seq of each.',
  })
}
