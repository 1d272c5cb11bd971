import { homedir } from 'node:os'
import { type Clock, isEngawaError, systemClock, timestamp } from '@engawa/core'
import { type Environment, keysFile } from '../directories/app-directories.js'
import { shortPath } from '../load/config-locations.js'
import { maskSecret } from '../mask-secret.js'
import { changeKeyDocument, readKeyDocument } from './key-document.js'
import { accountOf, checkKeyName, checkKeyValue, nameOf, sameName } from './key-name.js'
import { keySources, storedSources } from './key-sources.js'
import type { FoundKey, KeyName, KeyRequest, KeySource, KeyStore, SeenKey } from './key-store.js'
import { type KeyringTrouble, keyringError, type OsKeyring, osKeyring } from './keyring/os-keyring.js'
import { type Passphrases, passphrasesFrom } from './passphrases.js'
import { sourceReader } from './read-source.js'
import { keyVault } from './vault/key-vault.js'

export interface KeyStoreOptions {
  readonly env: Environment
  /** Where passphrases come from; the environment alone unless told. */
  readonly passphrases?: Passphrases
  /** The OS keyring of the environment's session unless told. */
  readonly keyring?: OsKeyring
  readonly clock?: Clock
}

/** The suite's one store of keys: `~/.config/engawa/keys.json` and the OS keyring. */
export function openKeyStore(options: KeyStoreOptions): KeyStore {
  const { env, passphrases = passphrasesFrom(env), keyring = osKeyring(env), clock = systemClock } = options
  const path = keysFile(env)
  const origin = shortPath(path, env.HOME || homedir())
  const vault = keyVault(path, passphrases)
  const reader = sourceReader(env, keyring, vault)
  const open = async (request: KeyRequest) => {
    checkKeyName(request)
    const document = await readKeyDocument(path)
    return { document, sources: keySources(request, env, storedSources(document, origin)) }
  }

  async function find(request: KeyRequest): Promise<FoundKey | undefined> {
    const { document, sources } = await open(request)
    const troubles: KeyringTrouble[] = []
    for (const source of sources) {
      const reading = await reader.read(source, document)
      if ('value' in reading)
        return { value: reading.value, source, notes: troubles.map((it) => passedOver(source, it)) }
      if ('trouble' in reading && troubles.length === 0) troubles.push(reading.trouble)
    }
    const [trouble] = troubles
    if (trouble !== undefined) throw keyringError(trouble)
    return undefined
  }

  async function inspect(request: KeyRequest): Promise<readonly SeenKey[]> {
    const { document, sources } = await open(request)
    const seen: SeenKey[] = []
    for (const source of sources) {
      try {
        const reading = await reader.read(source, document, { quietly: true })
        if ('value' in reading) seen.push({ source, state: 'readable', masked: maskSecret(reading.value) })
        else if ('gone' in reading) seen.push({ source, state: 'gone', masked: hidden, problem: goneProblem(source) })
        else seen.push({ source, state: 'unavailable', masked: hidden, problem: reading.trouble })
      } catch (error) {
        if (!isEngawaError(error)) throw error
        const problem = { detail: error.message, remedy: error.hint ?? '' }
        const state = error.code === 'keys/passphrase-needed' ? 'sealed' : 'unavailable'
        seen.push({ source, state, masked: hidden, problem })
      }
    }
    return seen
  }

  /** Noted first: a key that is in the keyring and nowhere written down would never be found again. */
  async function setInKeyring(name: KeyName, value: string): Promise<KeySource | KeyringTrouble> {
    const record = { ...nameOf(name), setAt: timestamp(clock) }
    const before = await changeKeyDocument(path, async (document) => {
      const others = document.keyring.filter((other) => !sameName(other, name))
      return [{ ...document, keyring: [...others, record] }, document.keyring.find((other) => sameName(other, name))]
    })
    const answer = await keyring.write(accountOf(name), value)
    if (answer.state === 'present') return { ...record, place: 'keyring', origin: 'OS keyring' }
    await changeKeyDocument(path, async (document) => {
      const others = document.keyring.filter((other) => !sameName(other, name))
      return [{ ...document, keyring: before === undefined ? others : [...others, before] }, undefined]
    })
    return answer
  }

  return {
    path,
    find,
    inspect,
    readKeys: reader.readKeys,
    sources: async (request) => (await open(request)).sources,
    async keyring() {
      const noted = (await readKeyDocument(path)).keyring.map(accountOf)
      return keyring.read(noted.length === 0 ? ['nothing'] : noted)
    },
    list: async () => storedSources(await readKeyDocument(path), origin),
    rotate: ({ newPassphrase = false } = {}) => vault.rotate({ newPassphrase }),
    async set(name, value, { place } = {}) {
      checkKeyName(name)
      checkKeyValue(value)
      const stored = (place: 'file' | 'plaintext') => ({ ...nameOf(name), place, origin, setAt: timestamp(clock) })
      if (place === 'plaintext') {
        await vault.setPlain(name, value, timestamp(clock))
        return { source: stored('plaintext'), notes: [] }
      }
      const notes: string[] = []
      if (place !== 'file') {
        const kept = await setInKeyring(name, value)
        if ('place' in kept) return { source: kept, notes }
        // Only where there is none is the next place taken without asking: a locked one would hold another key later.
        if (place === 'keyring' || kept.state !== 'absent') throw keyringError(kept)
        notes.push(kept.detail)
      }
      await vault.set(name, value, timestamp(clock))
      return { source: stored('file'), notes }
    },
    async remove(name, place) {
      checkKeyName(name)
      const stored = storedSources(await readKeyDocument(path), origin)
      const found = stored.filter((source) => sameName(source, name) && (place === undefined || source.place === place))
      for (const source of found) {
        if (source.place === 'keyring') await removeFromKeyring(name)
        else await vault.remove(name)
      }
      return found
    },
  }

  /** Out of the keyring first: what is still in it must stay known. */
  async function removeFromKeyring(name: KeyName): Promise<void> {
    const answer = await keyring.remove(accountOf(name))
    if (answer.state !== 'present') throw keyringError(answer)
    await changeKeyDocument(path, async (document) => [
      { ...document, keyring: document.keyring.filter((other) => !sameName(other, name)) },
      undefined,
    ])
  }
}

const hidden = '••••'

const passedOver = ({ origin }: KeySource, { detail, remedy }: KeyringTrouble): string =>
  `the key comes from ${origin}, as ${detail}. ${remedy}`

const goneProblem = ({ provider }: KeySource) => ({
  detail: `the OS keyring has no key of ${provider} any more`,
  remedy: 'Set it again, or remove what is noted of it.',
})
