import { ConfigError } from '@engawa/core'
import type { KeyName } from './key-store.js'

const providerName = /^[a-z0-9][a-z0-9._-]{0,63}$/i
const projectName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u
/** Kept for the suite itself: no provider's name has a colon. */
const dataKeyPrefix = 'data-key:'

/** @throws ConfigError `keys/bad-name`, without the name: a key lands there when it is pasted into the wrong place */
export function checkKeyName({ provider, project }: KeyName): void {
  if (!providerName.test(provider.replace(dataKeyPrefix, ''))) {
    throw badName('that is no name of a provider', 'Letters, digits, dots and dashes: openai.')
  }
  if (project !== undefined && !projectName.test(project)) {
    throw badName('that is no name of a project', 'Letters, digits, spaces, dots and dashes.')
  }
}

/** Names the entry of a data key. */
export const dataKeyName = (id: string): string => `${dataKeyPrefix}${id}`

/** The id of the data key that an entry holds; undefined for a provider's key. */
export const dataKeyIdOf = (provider: string): string | undefined =>
  provider.startsWith(dataKeyPrefix) ? provider.slice(dataKeyPrefix.length) : undefined

/** How an entry is called in the OS keyring: `openai`, `openai@work`. Projects have no `@`. */
export const accountOf = ({ provider, project }: KeyName): string =>
  project === undefined ? provider : `${provider}@${project}`

export const sameName = (a: KeyName, b: KeyName): boolean => a.provider === b.provider && a.project === b.project

/** Only the two parts of a name, and the project only where there is one. */
export const nameOf = ({ provider, project }: KeyName): KeyName => ({
  provider,
  ...(project === undefined ? {} : { project }),
})

/**
 * What goes into a request's header. Anything else is a mistake in copying, or an attempt at a second header.
 *
 * @throws ConfigError `keys/bad-value`, without the value
 */
export function checkKeyValue(value: string): void {
  if (/^[\x21-\x7e]{1,8192}$/.test(value)) return
  throw new ConfigError(`what was given is no key: ${whyNoKey(value)}`, {
    code: 'keys/bad-value',
    hint: 'Copy it again, as one line without spaces.',
  })
}

function whyNoKey(value: string): string {
  if (value === '') return 'it is empty'
  if (value.length > 8_192) return 'it is longer than 8,192 characters'
  return /\s/.test(value) ? 'it has a space or a line break in it' : 'it has characters in it that no key has'
}

const badName = (message: string, hint: string) => new ConfigError(message, { code: 'keys/bad-name', hint })
