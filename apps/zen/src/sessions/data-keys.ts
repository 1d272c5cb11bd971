import { type CommandContext, openKeys } from '@engawa/cli-kit'
import { type KeyRing, openKeyRing, openKeyStore } from '@engawa/config'

export type RingContext = Pick<CommandContext, 'env' | 'stdin' | 'stderr' | 'format'>

/**
 * The keys that conversations are sealed with, in the suite's key store. The first one is made when something is sealed
 * for the first time.
 *
 * @param quietly without asking a person for a passphrase
 */
export function openDataKeys(context: RingContext, { quietly = false }: { quietly?: boolean } = {}): KeyRing {
  return openKeyRing(quietly ? openKeyStore({ env: context.env }) : openKeys(context))
}
