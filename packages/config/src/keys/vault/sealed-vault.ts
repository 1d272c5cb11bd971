import { randomBytes } from 'node:crypto'
import type { KeyRecord, SealedEntry, SealedVault } from '../key-document.js'
import type { KeyName } from '../key-store.js'
import { type KeyDerivation, newDerivation, passphraseKey } from './passphrase-key.js'
import { seal, unseal } from './seal.js'

/** What opens a vault: the data key that seals its entries. Lives in memory only. */
export interface OpenDataKey {
  readonly id: string
  readonly bytes: Uint8Array
}

export interface NewVault {
  readonly vault: SealedVault
  readonly dataKey: OpenDataKey
}

/** A key made of a passphrase, together with how it was made. */
export interface WrappingKey {
  readonly bytes: Uint8Array
  readonly derivation: KeyDerivation
}

/** Takes some tenths of a second. */
export async function newWrappingKey(passphrase: string): Promise<WrappingKey> {
  const derivation = newDerivation()
  return { bytes: await passphraseKey(passphrase, derivation), derivation }
}

/** An empty vault with a data key of its own. */
export function newVault({ bytes, derivation }: WrappingKey): NewVault {
  const dataKey = { id: randomBytes(8).toString('hex'), bytes: randomBytes(32) }
  const sealed = seal(bytes, dataKeyContext(dataKey.id, derivation), dataKey.bytes)
  return {
    vault: { protection: 'passphrase', dataKey: { id: dataKey.id, derivation, ...sealed }, entries: [] },
    dataKey,
  }
}

/** The vault's data key, or nothing when this is not its passphrase. */
export async function openDataKey(
  { dataKey: { id, derivation, nonce, sealed } }: SealedVault,
  passphrase: string,
): Promise<OpenDataKey | undefined> {
  const wrapping = await passphraseKey(passphrase, derivation)
  const bytes = unseal(wrapping, dataKeyContext(id, derivation), { nonce, sealed })
  return bytes?.length === 32 ? { id, bytes } : undefined
}

/** The value of an entry, or nothing when it was tampered with. */
export function openEntry({ id, bytes }: OpenDataKey, entry: SealedEntry): string | undefined {
  return unseal(bytes, entryContext(id, entry, entry.version), entry)?.toString('utf8')
}

export function sealEntry(
  { id, bytes }: OpenDataKey,
  record: KeyRecord & { readonly version: number },
  value: string,
): SealedEntry {
  return { ...record, ...seal(bytes, entryContext(id, record, record.version), Buffer.from(value, 'utf8')) }
}

const dataKeyContext = (id: string, { name, n, r, p, salt }: KeyDerivation) =>
  ['engawa data key', id, name, n, r, p, salt] as const

const entryContext = (id: string, { provider, project }: KeyName, version: number) =>
  ['engawa key', id, project === undefined ? '' : `project ${project}`, provider, version] as const
