import type { KnownValue } from './secret-filter.js'

/** Values of variables with such a name are secrets, whatever they look like. */
const secretName =
  /(_|^)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|CREDENTIALS?|SECRET_KEY_BASE|CONNECTION_STRING)$/i
/** The password in an address: `postgres://me:x@host`. */
const inAddress = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^:@/\s]{0,128}:([^@/\s]{8,256})@/i
/** Shorter values (`1`, `true`, a port) would be found everywhere. */
const shortestSecret = 8

/** The secrets of an environment, each known by value: found wherever it turns up, also where nothing gives it away. */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): readonly KnownValue[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (secretName.test(name)) return value.length >= shortestSecret ? [{ name, value }] : []
    const password = inAddress.exec(value)?.[1]
    return password === undefined ? [] : [{ name, value: password }]
  })
}
