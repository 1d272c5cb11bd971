import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { type Role, textOf } from '@engawa/core'
import type { SearchHit } from '@engawa/storage'
import { findSession, nameOf } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** Characters shown around the first word that was found. */
const around = 80

/** `zen session search WORDS` */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const words = args.query as readonly string[]
    const inSession = options.session === undefined ? undefined : await findSession(store, String(options.session))
    const page = await store.search({
      query: words.join(' '),
      limit: (options.limit as number | undefined) ?? 20,
      ...(inSession === undefined ? {} : { sessions: [inSession.id] }),
      ...(options.role === undefined ? {} : { roles: [options.role as Role] }),
      ...(options.since === undefined ? {} : { from: `${String(options.since)}T00:00:00.000Z` }),
    })
    const names = new Map<string, string>()
    for (const { message } of page.items) {
      const { sessionId } = message
      if (names.has(sessionId)) continue
      names.set(sessionId, nameOf((await store.sessions.get(sessionId)) ?? { id: sessionId }))
    }
    const hits = page.items.map(({ message, score, highlights }) => ({
      session: names.get(message.sessionId) ?? message.sessionId,
      id: message.id,
      seq: message.seq,
      role: message.role,
      created_at: message.createdAt,
      score,
      text: textOf(message),
      highlights: highlights.map(([start, end]) => [start, end]),
    }))
    return {
      data: { hits, more: page.nextCursor !== undefined, ...servedBy(store.info) },
      text:
        hits.length === 0
          ? 'Nothing was found.'
          : page.items
              .map(
                (hit, at) =>
                  `${neutralise(hits[at]?.session ?? '')} #${hit.message.seq} ${hit.message.role}: ${excerpt(hit)}`,
              )
              .join('\n'),
    }
  })

/** The first find with what stands around it, on one line. */
function excerpt({ message, highlights }: SearchHit): string {
  const text = textOf(message)
  const [start, end] = highlights[0] ?? [0, 0]
  const from = Math.max(0, start - around / 2)
  const to = Math.min(text.length, Math.max(end, from + around))
  const line = neutralise(text.slice(from, to).replace(/\s+/g, ' ').trim())
  return `${from > 0 ? '…' : ''}${line}${to < text.length ? '…' : ''}`
}
