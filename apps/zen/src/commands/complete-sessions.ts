import type { CommandContext } from '@engawa/cli-kit'
import { nameOf } from '../conversation/session-names.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** Names of the latest sessions, for completion. */
export async function sessionNames(context: CommandContext): Promise<readonly string[]> {
  const settings = await openSettings(context)
  return withStore(await openStore(settings, context, { quietly: true }), async (store) =>
    (await store.sessions.list({ limit: 100 })).items.map(nameOf),
  )
}

/** Names of sessions that were deleted. */
export async function deletedNames(context: CommandContext): Promise<readonly string[]> {
  const settings = await openSettings(context)
  return withStore(await openStore(settings, context, { quietly: true }), async (store) =>
    (await store.sessions.list({ limit: 100, includeDeleted: true })).items
      .filter(({ deletedAt }) => deletedAt !== undefined)
      .map(nameOf),
  )
}
