import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import type { ChatStore } from '@engawa/storage'
import { openSettings } from '../settings/open-settings.js'
import { openStore, withStore } from './open-store.js'

/** Do something with the conversations that a command's options mean. */
export async function withConversations<T>(
  context: CommandContext,
  options: CommandInput['options'],
  work: (store: ChatStore) => Promise<T>,
): Promise<T> {
  const settings = await openSettings(context, options)
  return withStore(await openStore(settings, context), work)
}
