import type { Environment } from '../directories/app-directories.js'
import type { KeyDocument } from './key-document.js'
import { accountOf, dataKeyIdOf, sameName } from './key-name.js'
import type { KeySource, ReadKey } from './key-store.js'
import type { KeyringAnswer, KeyringTrouble, OsKeyring } from './keyring/os-keyring.js'
import type { KeyVault } from './vault/key-vault.js'

/** What a place gives: the key, nothing (it is gone), or the keyring's trouble. */
export type SourceReading = { readonly value: string } | { readonly gone: true } | { readonly trouble: KeyringTrouble }

export interface SourceReader {
  read(source: KeySource, document: KeyDocument, options?: { readonly quietly?: boolean }): Promise<SourceReading>
  /** Everything that was read on the way: one answer of the keyring and one passphrase give all that there is. */
  readKeys(): readonly ReadKey[]
}

/** Reads from each kind of place. The keyring is asked once for each look at the file, for all that is noted in it. */
export function sourceReader(env: Environment, keyring: OsKeyring, vault: KeyVault): SourceReader {
  const seen = new Map<string, ReadKey>()
  const answers = new WeakMap<KeyDocument, Promise<KeyringAnswer>>()

  function note(name: string, value: string): void {
    seen.set(value, { name, value })
  }

  function askKeyring(document: KeyDocument): Promise<KeyringAnswer> {
    const asked = answers.get(document) ?? keyring.read(document.keyring.map(accountOf))
    answers.set(document, asked)
    return asked
  }

  async function fromKeyring(source: KeySource, document: KeyDocument): Promise<SourceReading> {
    const records = document.keyring
    const given = await askKeyring(document)
    if (given.state !== 'present') return { trouble: given }
    for (const [at, { provider }] of records.entries()) {
      const value = given.values[at]
      if (typeof value === 'string' && dataKeyIdOf(provider) === undefined) note(provider, value)
    }
    const value = given.values[records.findIndex((record) => sameName(record, source))]
    return typeof value === 'string' ? { value } : { gone: true }
  }

  async function fromVault(source: KeySource, document: KeyDocument, quietly: boolean): Promise<SourceReading> {
    if (document.vault === undefined) return { gone: true }
    const values = await vault.open(document.vault, { quietly })
    for (const { provider, value } of values) if (dataKeyIdOf(provider) === undefined) note(provider, value)
    const found = values.find((entry) => sameName(entry, source))
    return found === undefined ? { gone: true } : { value: found.value }
  }

  return {
    async read(source, document, { quietly = false } = {}) {
      if (source.place === 'keyring') return fromKeyring(source, document)
      if (source.place !== 'environment') return fromVault(source, document, quietly)
      const value = env[source.origin] ?? ''
      note(source.origin, value)
      return { value }
    },
    readKeys: () => [...seen.values()],
  }
}
