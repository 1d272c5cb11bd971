import { existsSync } from 'node:fs'
import type { CommandContext } from '@engawa/cli-kit'
import { keysFile } from '@engawa/config'
import type { KnownValue } from '@engawa/secret-filter'

export type KeyContext = Pick<CommandContext, 'env' | 'stdin' | 'stderr' | 'format' | 'verbosity'>

/** Whose key, and the variables that may hold it. */
export interface KeyOwner {
  readonly id: string
  readonly keyVariables: readonly string[]
}

/** The keys of a run: of the environment, and of the store where somebody keeps keys. */
export interface ProviderKeys {
  /** Where a key would come from, by name: `OPENAI_API_KEY`, `OS keyring`. Nothing is read. */
  originOf(owner: KeyOwner): string | undefined
  /** @throws ConfigError when the key is there and can't be had: keyring locked, passphrase missing or wrong */
  find(owner: KeyOwner): Promise<string | undefined>
  /** The keys that were read, so that the filter finds them wherever they turn up. */
  readKeys(): readonly KnownValue[]
}

/**
 * Whoever keeps no keys doesn't load the store.
 *
 * @param project whose own keys come first; empty: none
 */
export async function openProviderKeys(context: KeyContext, project: string): Promise<ProviderKeys> {
  if (!existsSync(keysFile(context.env))) return environmentKeys(context.env)
  const { storedKeys } = await import('./stored-keys.js')
  return storedKeys(context, project)
}

function environmentKeys(env: CommandContext['env']): ProviderKeys {
  const read = new Map<string, KnownValue>()
  const originOf = ({ keyVariables }: KeyOwner) => keyVariables.find((name) => env[name])
  return {
    originOf,
    async find(owner) {
      const name = originOf(owner)
      const value = name === undefined ? undefined : env[name]
      if (name === undefined || value === undefined) return undefined
      read.set(name, { name, value })
      return value
    },
    readKeys: () => [...read.values()],
  }
}
