import { createSecretFilter, type KnownValue, type SecretFilter } from '@engawa/secret-filter'

/** Values of variables with such a name are secrets, whatever they look like. */
const secretName = /(_|^)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i
/** Shorter values (`1`, `true`, a port) would be found everywhere. */
const shortestSecret = 8

/** The one filter of a run: it knows every secret of the environment by value. */
export function openFilter(
  env: Readonly<Record<string, string | undefined>>,
  keys: readonly KnownValue[],
): SecretFilter {
  const fromEnvironment = Object.entries(env).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= shortestSecret ? [{ name, value }] : [],
  )
  const known = new Map([...fromEnvironment, ...keys].map((entry) => [entry.value, entry]))
  return createSecretFilter({ knownValues: known.values() })
}
