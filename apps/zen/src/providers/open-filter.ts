import { createSecretFilter, environmentSecrets, type KnownValue, type SecretFilter } from '@engawa/secret-filter'

/** The one filter of a run: it knows every secret of the environment by value, and the keys that are in use. */
export function openFilter(
  env: Readonly<Record<string, string | undefined>>,
  keys: readonly KnownValue[],
): SecretFilter {
  const known = new Map([...environmentSecrets(env), ...keys].map((entry) => [entry.value, entry]))
  return createSecretFilter({ knownValues: known.values() })
}
