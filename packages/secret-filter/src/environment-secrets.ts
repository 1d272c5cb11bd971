import type { KnownValue } from './secret-filter.js'

/** Values of variables with such a name are secrets, whatever they look like. */
const secretName = /(_|^)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?)$/i
/** Shorter values (`1`, `true`, a port) would be found everywhere. */
const shortestSecret = 8

/** The secrets of an environment, each known by value: found wherever it turns up, also where nothing gives it away. */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): readonly KnownValue[] {
  return Object.entries(env).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= shortestSecret ? [{ name, value }] : [],
  )
}
