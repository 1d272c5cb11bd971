import type { CommandContext } from '@engawa/cli-kit'
import { withPerth } from './perth.js'

/** Names of known panes. */
export function paneNames(context: CommandContext): Promise<readonly string[]> {
  return withPerth(context, ({ state }) => state.paneNames())
}

/** Names of running sessions. */
export async function sessionNames(context: CommandContext): Promise<readonly string[]> {
  const { openZellij } = await import('../zellij/open-driver.js')
  const sessions = await (await openZellij(context.env)).sessions()
  return sessions.filter((session) => !session.exited).map((session) => session.name)
}

/** Names of snapshots that are kept. */
export async function snapshotNames(context: CommandContext): Promise<readonly string[]> {
  const { withSnapshots } = await import('./with-snapshots.js')
  const listed = await withSnapshots(context, ({ store }) => store.list())
  return [...new Set(listed.map((snapshot) => snapshot.name))]
}
