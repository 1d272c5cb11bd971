import type { CommandContext } from '@engawa/cli-kit'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** Names of the latest sessions, for completion. */
export async function sessionNames(context: CommandContext): Promise<readonly string[]> {
  const settings = await openSettings(context)
  return withStore(await openStore(settings, context), async (store) =>
    (await store.sessions.list({ limit: 100 })).items.map(({ id }) => id),
  )
}
