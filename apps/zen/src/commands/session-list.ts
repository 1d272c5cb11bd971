import { type Column, type CommandModule, neutralise, relativeTime, table } from '@engawa/cli-kit'
import { systemClock } from '@engawa/core'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen session list` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context)
  const limit = (options.limit as number | undefined) ?? 20
  const sessions = await withStore(await openStore(settings, context), async (store) => {
    const page = await store.sessions.list({ limit })
    return page.items.map(({ id, title, messageCount, createdAt, updatedAt }) => ({
      session: id,
      title: title ?? null,
      messages: messageCount,
      created_at: createdAt,
      updated_at: updatedAt,
    }))
  })
  const now = systemClock.now()
  const columns: readonly Column<(typeof sessions)[number]>[] = [
    { title: 'SESSION', value: ({ session }) => neutralise(session), shrink: true },
    { title: 'MESSAGES', value: ({ messages }) => String(messages), align: 'right' },
    { title: 'LAST', value: ({ updated_at }) => relativeTime(updated_at, now) },
  ]
  return {
    data: { sessions },
    text:
      sessions.length === 0
        ? 'No conversations yet. Start one: zen chat "…"'
        : table(sessions, columns, context.stdout.width),
  }
}
