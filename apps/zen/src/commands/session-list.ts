import { type Column, type CommandModule, neutralise, relativeTime, table, truncate } from '@engawa/cli-kit'
import { systemClock, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen session list` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const limit = (options.limit as number | undefined) ?? 20
  const { sessions, served } = await withStore(await openStore(settings, context), async (store) => {
    const page = await store.sessions.list({ limit })
    const sessions = await Promise.all(
      page.items.map(async ({ id, title, messageCount, createdAt, updatedAt }) => ({
        session: id,
        title: title ?? (await beginningOf(store, id)),
        messages: messageCount,
        created_at: createdAt,
        updated_at: updatedAt,
      })),
    )
    return { sessions, served: servedBy(store.info) }
  })
  const now = systemClock.now()
  const columns: readonly Column<(typeof sessions)[number]>[] = [
    { title: 'SESSION', value: ({ session }) => neutralise(session) },
    { title: 'MESSAGES', value: ({ messages }) => String(messages), align: 'right' },
    { title: 'LAST', value: ({ updated_at }) => relativeTime(updated_at, now) },
    { title: 'ABOUT', value: ({ title }) => neutralise(title ?? '') },
  ]
  return {
    data: { sessions, ...served },
    text:
      sessions.length === 0
        ? 'No conversations yet. Start one: zen chat "…"'
        : table(sessions, columns, context.stdout),
  }
}

/** What a conversation is about, as far as its first words tell. */
async function beginningOf(store: ChatStore, sessionId: string): Promise<string | null> {
  const [first] = (await store.messages.list({ sessionId, limit: 1 })).items
  const line = first === undefined ? '' : (textOf(first).trim().split('\n')[0] ?? '')
  return line === '' ? null : truncate(line, 60)
}
