import type { CommandContext } from '@engawa/cli-kit'
import { openSettings } from '../settings/open-settings.js'

/** Names of projects, for completion. */
export async function projectNames(context: CommandContext): Promise<readonly string[]> {
  return Object.keys((await openSettings(context)).values.projects)
}
