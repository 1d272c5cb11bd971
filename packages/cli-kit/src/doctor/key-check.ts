import type { CommandContext } from '../command.js'
import type { Check } from './run-checks.js'

/** `doctor`'s look at the key store: what is in it, whether the keyring answers. Asks for no passphrase. */
export const keyCheck = (context: Pick<CommandContext, 'env'>): Check => ({
  name: 'keys',
  run: async () => (await import('./key-finding.js')).keyFinding(context.env),
})
