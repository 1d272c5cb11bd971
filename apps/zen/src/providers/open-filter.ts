import type { CommandContext } from '@engawa/cli-kit'
import {
  createSecretFilter,
  envFolderSecrets,
  environmentSecrets,
  type KnownValue,
  type SecretFilter,
} from '@engawa/secret-filter'

/**
 * The one filter of a run: it knows every secret of the environment and of the folder's `.env` files by value, and the
 * keys that are in use.
 */
export function openFilter(
  { env, cwd }: Pick<CommandContext, 'env' | 'cwd'>,
  keys: readonly KnownValue[],
): SecretFilter {
  const known = new Map(
    [...environmentSecrets(env), ...envFolderSecrets(cwd), ...keys].map((entry) => [entry.value, entry]),
  )
  return createSecretFilter({ knownValues: known.values() })
}
