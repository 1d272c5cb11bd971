import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import { isTable, type SettingsTree } from '../settings-tree.js'
import { damaged } from './key-errors.js'
import type { KeyName } from './key-store.js'
import { isSound, type KeyDerivation } from './vault/passphrase-key.js'
import type { Sealed } from './vault/seal.js'

/** One key by name. Names are no secret: they can be listed without a passphrase. */
export interface KeyRecord extends KeyName {
  readonly setAt: string
}

export interface SealedEntry extends KeyRecord, Sealed {
  /** Counts the values that this name has had. */
  readonly version: number
}

export interface PlainEntry extends KeyRecord {
  readonly version: number
  readonly value: string
}

/** A random data key seals the entries; the passphrase seals the data key alone. */
export interface SealedVault {
  readonly protection: 'passphrase'
  readonly dataKey: Sealed & { readonly id: string; readonly derivation: KeyDerivation }
  readonly entries: readonly SealedEntry[]
}

export interface PlainVault {
  readonly protection: 'none'
  readonly entries: readonly PlainEntry[]
}

export interface KeyDocument {
  /** What was put into the OS keyring, so that the keyring is only asked for what it has. */
  readonly keyring: readonly KeyRecord[]
  readonly vault?: SealedVault | PlainVault
}

const format = 'engawa-keys'
const version = 1

/** @throws ConfigError `keys/damaged` when the file is no document of ours: a doubt is no empty store */
export async function readKeyDocument(path: string): Promise<KeyDocument> {
  const text = readConfigText(path)
  if (text === undefined || text.trim() === '') return { keyring: [] }
  const tree = await parseSettings(path, text)
  if (tree.format !== format) throw damaged(path, 'is no store of keys')
  if (tree.version !== version)
    throw damaged(path, `is of version ${JSON.stringify(tree.version)}, expected ${version}`)
  const { keyring, vault } = tree
  if (!Array.isArray(keyring) || !keyring.every(isRecord)) throw damaged(path, 'the list of the keyring is damaged')
  if (vault === undefined) return { keyring }
  if (!isVault(vault)) throw damaged(path, 'the stored keys are damaged')
  return { keyring, vault }
}

/** Change the document while nobody else can, and put it in place as a whole. Nothing changes where nothing is returned. */
export const changeKeyDocument = <T>(
  path: string,
  change: (document: KeyDocument) => Promise<readonly [document: KeyDocument | undefined, result: T]>,
): Promise<T> =>
  withFileLock(`${path}.lock`, async () => {
    const [document, result] = await change(await readKeyDocument(path))
    if (document !== undefined) {
      writeFileAtomic(path, `${JSON.stringify({ format, version, ...document }, null, 2)}\n`)
    }
    return result
  })

const isText = (value: unknown): value is string => typeof value === 'string'

const isRecord = (value: unknown): value is KeyRecord & SettingsTree =>
  isTable(value) &&
  isText(value.provider) &&
  isText(value.setAt) &&
  (value.project === undefined || isText(value.project))

const isSealed = (value: unknown): value is Sealed & SettingsTree =>
  isTable(value) && isText(value.nonce) && isText(value.sealed)

const isDerivation = (value: unknown): value is KeyDerivation & SettingsTree =>
  isTable(value) &&
  value.name === 'scrypt' &&
  [value.n, value.r, value.p].every(Number.isInteger) &&
  isText(value.salt) &&
  isSound(value as unknown as KeyDerivation)

function isVault(value: unknown): value is (SealedVault | PlainVault) & SettingsTree {
  if (!isTable(value) || !Array.isArray(value.entries)) return false
  const { protection, dataKey, entries } = value
  if (!entries.every((entry) => isRecord(entry) && Number.isInteger((entry as SettingsTree).version))) return false
  if (protection === 'none') return entries.every((entry) => isText((entry as SettingsTree).value))
  return (
    protection === 'passphrase' &&
    isTable(dataKey) &&
    isSealed(dataKey) &&
    isText(dataKey.id) &&
    isDerivation(dataKey.derivation) &&
    entries.every(isSealed)
  )
}
