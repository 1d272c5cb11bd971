import { ConfigError } from '@engawa/core'
import type { Environment } from '../../directories/app-directories.js'
import { askInChild, type ChildOutcome } from './ask-in-child.js'
import type { KeyringRequest } from './keyring-program.js'

/** Why the keyring gives nothing, and what to do. */
export interface KeyringTrouble {
  readonly state: 'absent' | 'locked' | 'hung'
  readonly detail: string
  readonly remedy: string
}

export type KeyringAnswer = { readonly state: 'present'; readonly values: readonly (string | null)[] } | KeyringTrouble

/** The operating system's own store of secrets: Secret Service, Keychain, Credential Manager. */
export interface OsKeyring {
  /** What each account holds, null where there is nothing. */
  read(accounts: readonly string[]): Promise<KeyringAnswer>
  write(account: string, value: string): Promise<KeyringAnswer>
  remove(account: string): Promise<KeyringAnswer>
}

/** A probe can hang: a locked keyring asks on a screen that nobody sees. */
const usualLimitMs = 1_000

/**
 * The keyring of this session. `ENGAWA_KEYRING=off` does without it; `ENGAWA_KEYRING_LIMIT_MS` waits longer than a
 * second, for a keyring that asks a person to unlock it.
 */
export function osKeyring(env: Environment): OsKeyring {
  const limitMs = Number(env.ENGAWA_KEYRING_LIMIT_MS) > 0 ? Number(env.ENGAWA_KEYRING_LIMIT_MS) : usualLimitMs
  const ask = async (request: Pick<KeyringRequest, 'action' | 'accounts' | 'value'>): Promise<KeyringAnswer> => {
    if (env.ENGAWA_KEYRING === 'off') {
      return { state: 'absent', detail: 'the OS keyring is switched off', remedy: 'Unset ENGAWA_KEYRING to use it.' }
    }
    return answerOf(await askInChild({ service: 'engawa', ...request }, env, limitMs))
  }
  return {
    read: (accounts) => ask({ action: 'read', accounts }),
    write: (account, value) => ask({ action: 'write', accounts: [account], value }),
    remove: (account) => ask({ action: 'remove', accounts: [account] }),
  }
}

export const keyringError = ({ state, detail, remedy }: KeyringTrouble): ConfigError =>
  new ConfigError(detail, { code: `keys/keyring-${state}`, hint: remedy })

const fileInstead = 'Or keep keys in the encrypted file: --store file.'

function answerOf(outcome: ChildOutcome): KeyringAnswer {
  if ('values' in outcome) return { state: 'present', values: outcome.values }
  if ('notInstalled' in outcome) {
    return {
      state: 'absent',
      detail: 'there is no OS keyring: its client is not installed',
      remedy: `Install again with optional dependencies. ${fileInstead}`,
    }
  }
  if ('silentForMs' in outcome) {
    return {
      state: 'hung',
      detail: `the OS keyring does not answer within ${outcome.silentForMs} ms; it may be waiting to be unlocked`,
      remedy: `Unlock it, or give it more time: ENGAWA_KEYRING_LIMIT_MS=30000. ENGAWA_KEYRING=off does without it. ${fileInstead}`,
    }
  }
  if (/lock|dismissed/i.test(outcome.failure)) {
    return {
      state: 'locked',
      detail: 'the OS keyring is locked',
      remedy: `Unlock it, for example by logging in on the desktop, and try again. ${fileInstead}`,
    }
  }
  return {
    state: 'absent',
    detail: `there is no OS keyring here: ${outcome.failure.slice(0, 200)}`,
    remedy: `Use it from a desktop session. ${fileInstead}`,
  }
}
