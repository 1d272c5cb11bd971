import { ConfigError } from '@engawa/core'
import {
  changeKeyDocument,
  type KeyDocument,
  type PlainVault,
  readKeyDocument,
  type SealedVault,
} from '../key-document.js'
import { damaged, newPassphraseNeeded, noDowngrade, passphraseNeeded, wrongPassphrase } from '../key-errors.js'
import { nameOf, sameName } from '../key-name.js'
import type { KeyName, RotateOutcome } from '../key-store.js'
import type { Passphrases } from '../passphrases.js'
import {
  newVault,
  newWrappingKey,
  type OpenDataKey,
  openDataKey,
  openEntry,
  sealEntry,
  type WrappingKey,
} from './sealed-vault.js'

export interface KeyValue extends KeyName {
  readonly value: string
}

type Vault = SealedVault | PlainVault

/** The keys in the stored file itself. One instance asks for the passphrase once. */
export interface KeyVault {
  /** Every value; they come together, as one passphrase opens all. `quietly`: without asking a person. */
  open(vault: Vault, options?: { readonly quietly?: boolean }): Promise<readonly KeyValue[]>
  /** Sealed. A file that was plaintext becomes an encrypted one. */
  set(name: KeyName, value: string, setAt: string): Promise<void>
  setPlain(name: KeyName, value: string, setAt: string): Promise<void>
  remove(name: KeyName): Promise<void>
  rotate(options: { readonly newPassphrase: boolean }): Promise<RotateOutcome>
}

export function keyVault(path: string, passphrases: Passphrases): KeyVault {
  let passphrase: string | undefined
  let opened: OpenDataKey | undefined

  /** Takes a derivation, unless this very data key is open already. */
  async function unlock(vault: SealedVault, quietly = false): Promise<OpenDataKey> {
    if (opened?.id === vault.dataKey.id) return opened
    const given = passphrase ?? (await passphrases.current(path, { quietly }))
    if (given === undefined) throw passphraseNeeded(path)
    const dataKey = await openDataKey(vault, given)
    if (dataKey === undefined) throw wrongPassphrase(path)
    passphrase = given
    opened = dataKey
    return dataKey
  }

  async function open(vault: Vault, { quietly = false } = {}): Promise<readonly KeyValue[]> {
    if (vault.protection === 'none') return vault.entries.map((entry) => ({ ...nameOf(entry), value: entry.value }))
    const dataKey = await unlock(vault, quietly)
    return vault.entries.map((entry) => {
      const value = openEntry(dataKey, entry)
      if (value === undefined) throw damaged(path, `the key of ${entry.provider} was changed by something else`)
      return { ...nameOf(entry), value }
    })
  }

  /** The same entries under another data key. */
  async function sealedAnew(vault: Vault | undefined, wrapping: WrappingKey): Promise<SealedVault> {
    const values = vault === undefined ? [] : await open(vault)
    const made = newVault(wrapping)
    const entries = values.map(({ value }, at) => {
      const { setAt = '', version = 0, ...entry } = vault?.entries[at] ?? { provider: '' }
      return sealEntry(made.dataKey, { ...nameOf(entry), setAt, version: version + 1 }, value)
    })
    opened = made.dataKey
    return { ...made.vault, entries }
  }

  /** A person is asked, and what takes long is done, before the lock is held. */
  async function prepare(vault: Vault | undefined): Promise<WrappingKey | undefined> {
    if (vault?.protection === 'passphrase') {
      await unlock(vault)
      return undefined
    }
    passphrase ??= await passphrases.first(path)
    if (passphrase === undefined) throw newPassphraseNeeded()
    return newWrappingKey(passphrase)
  }

  return {
    open,
    async set(name, value, setAt) {
      const wrapping = await prepare((await readKeyDocument(path)).vault)
      await changeKeyDocument(path, async (document) => {
        const vault = await sealedVault(document, wrapping)
        const record = { ...nameOf(name), setAt, version: versionAfter(vault, name) }
        const entry = sealEntry(await unlock(vault), record, value)
        return [{ ...document, vault: { ...vault, entries: [...without(vault.entries, name), entry] } }, undefined]
      })
    },
    setPlain: (name, value, setAt) =>
      changeKeyDocument(path, async (document) => {
        const vault = document.vault ?? { protection: 'none', entries: [] }
        if (vault.protection !== 'none') throw noDowngrade(path)
        const entry = { ...nameOf(name), setAt, version: versionAfter(vault, name), value }
        return [{ ...document, vault: { ...vault, entries: [...without(vault.entries, name), entry] } }, undefined]
      }),
    remove: (name) => changeKeyDocument(path, async (document) => [withoutEntry(document, name), undefined]),
    async rotate({ newPassphrase }) {
      const { vault: before } = await readKeyDocument(path)
      if (before === undefined) throw nothingToRotate(path)
      let wrapping = await prepare(before)
      const next = newPassphrase && wrapping === undefined ? await passphrases.next(path) : passphrase
      if (next === undefined) throw newPassphraseNeeded()
      wrapping ??= await newWrappingKey(next)
      const made = wrapping
      return changeKeyDocument(path, async (document) => {
        const vault = await sealedAnew(document.vault, made)
        passphrase = next
        const wasPlaintext = document.vault?.protection === 'none'
        return [
          { ...document, vault },
          { dataKeyId: vault.dataKey.id, entries: vault.entries.length, wasPlaintext },
        ]
      })
    },
  }

  async function sealedVault({ vault }: KeyDocument, wrapping: WrappingKey | undefined): Promise<SealedVault> {
    if (vault?.protection === 'passphrase') return vault
    // Somebody took the file away since it was looked at.
    if (wrapping === undefined) throw damaged(path, 'was replaced while it was in use')
    return sealedAnew(vault, wrapping)
  }
}

const without = <E extends KeyName>(entries: readonly E[], name: KeyName): readonly E[] =>
  entries.filter((entry) => !sameName(entry, name))

/** The emptied vault stays: an encrypted one is not to be followed by one in plaintext. */
function withoutEntry(document: KeyDocument, name: KeyName): KeyDocument | undefined {
  const { vault } = document
  if (vault === undefined) return undefined
  return vault.protection === 'none'
    ? { ...document, vault: { ...vault, entries: without(vault.entries, name) } }
    : { ...document, vault: { ...vault, entries: without(vault.entries, name) } }
}

const versionAfter = ({ entries }: Vault, name: KeyName): number =>
  1 + (entries.find((entry: KeyName & { readonly version: number }) => sameName(entry, name))?.version ?? 0)

const nothingToRotate = (path: string) =>
  new ConfigError(`there are no keys in ${path}: nothing to rotate`, {
    code: 'keys/nothing-to-rotate',
    hint: 'Keys in the OS keyring are protected by the keyring itself.',
  })
