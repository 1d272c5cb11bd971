import { type Column, type CommandModule, neutralise, relativeTime, table, truncate } from '@engawa/cli-kit'
import { type Session, systemClock, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { nameOf } from '../conversation/session-names.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen session list` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const limit = (options.limit as number | undefined) ?? 20
  const { sessions, served } = await withStore(await openStore(settings, context), async (store) => {
    const sessions = await Promise.all(
      (await chosen(store, limit, options.deleted === true)).map(async (session) => ({
        session: nameOf(session),
        id: session.id,
        title: session.title ?? (session.deletedAt === undefined ? await beginningOf(store, session.id) : null),
        messages: session.messageCount,
        kept: session.metadata?.kept === true,
        created_at: session.createdAt,
        updated_at: session.updatedAt,
        deleted_at: session.deletedAt ?? null,
      })),
    )
    return { sessions, served: servedBy(store.info) }
  })
  const now = systemClock.now()
  const columns: readonly Column<(typeof sessions)[number]>[] = [
    { title: 'SESSION', value: ({ session }) => neutralise(session) },
    { title: 'MESSAGES', value: ({ messages }) => String(messages), align: 'right' },
    { title: 'LAST', value: ({ updated_at }) => relativeTime(updated_at, now) },
    { title: 'KEPT', value: ({ kept }) => (kept ? 'yes' : '') },
    { title: 'ABOUT', value: ({ title }) => neutralise(title ?? '') },
  ]
  return {
    data: { sessions, ...served },
    text:
      sessions.length === 0
        ? options.deleted === true
          ? 'No conversation is deleted.'
          : 'No conversations yet. Start one: zen chat "…"'
        : table(sessions, columns, context.stdout),
  }
}

async function chosen(store: ChatStore, limit: number, deleted: boolean): Promise<readonly Session[]> {
  if (!deleted) return (await store.sessions.list({ limit: Math.min(limit, 1_000) })).items
  const found: Session[] = []
  for await (const session of store.sessions.list({ includeDeleted: true })) {
    if (session.deletedAt !== undefined) found.push(session)
    if (found.length === limit) break
  }
  return found
}

/** What a conversation is about, as far as its first words tell. */
async function beginningOf(store: ChatStore, sessionId: string): Promise<string | null> {
  const [first] = (await store.messages.list({ sessionId, limit: 1 })).items
  const line = first === undefined ? '' : (textOf(first).trim().split('\n')[0] ?? '')
  return line === '' ? null : truncate(line, 60)
}
