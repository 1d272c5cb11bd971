import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyStoreOptions, openKeyStore } from '../src/keys/open-key-store.js'

/** A key as a provider might give it out, made for this run. */
export const fakeKey = (): string => `test-${randomBytes(24).toString('hex')}`
export const fakePassphrase = (): string => randomBytes(12).toString('base64')

/** An empty home, and stores of keys in it. The keyring is off unless a test's environment brings one. */
export function keyHome(environment: Readonly<Record<string, string>> = { ENGAWA_KEYRING: 'off' }) {
  const home = mkdtempSync(join(tmpdir(), 'keys-'))
  const file = join(home, '.config/engawa/keys.json')
  const open = (env: Readonly<Record<string, string>> = {}, more: Partial<KeyStoreOptions> = {}) =>
    openKeyStore({ env: { HOME: home, ...environment, ...env }, ...more })
  return { home, file, open, text: () => readFileSync(file, 'utf8') }
}
