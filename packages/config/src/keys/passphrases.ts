import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { ConfigError } from '@engawa/core'
import type { Environment } from '../directories/app-directories.js'

export interface PassphraseQuestion {
  readonly text: string
  /** Ask twice, as a new one that was mistyped can never be typed again. */
  readonly twice: boolean
}

/** Asks a person without showing what is typed; undefined where there is nobody. */
export type AskHidden = (question: PassphraseQuestion) => Promise<string | undefined>

/** Where passphrases come from. Undefined where there is none and nobody can be asked. */
export interface Passphrases {
  /** What opens the file. `quietly`: without asking a person. */
  current(path: string, options?: { readonly quietly?: boolean }): Promise<string | undefined>
  /** For a file that is new. */
  first(path: string): Promise<string | undefined>
  /** To take the place of the current one. */
  next(path: string): Promise<string | undefined>
}

/** A new one must not be shorter. */
const shortest = 8
const mostBytes = 4_096

/**
 * The passphrase of the key file: from `ENGAWA_PASSPHRASE_FILE` (its first line; `/dev/fd/3` is a descriptor), from
 * `ENGAWA_PASSPHRASE`, or from a person. A new one for `rotate` comes from `ENGAWA_NEW_PASSPHRASE_FILE`,
 * `ENGAWA_NEW_PASSPHRASE` or a person.
 */
export function passphrasesFrom(env: Environment, ask: AskHidden = async () => undefined): Passphrases {
  // A descriptor can be read once.
  const read = new Map<string, string | undefined>()
  const given = (name: string): string | undefined => {
    const file = env[`${name}_FILE`]
    if (!read.has(name)) read.set(name, file ? firstLine(name, file) : env[name] || undefined)
    return read.get(name)
  }
  const fresh = async (path: string, name: string, text: string) => {
    const passphrase = given(name) ?? (await ask({ text: `${text} ${path}:`, twice: true }))
    if (passphrase !== undefined && passphrase.length < shortest) {
      throw new ConfigError(`a passphrase needs at least ${shortest} characters`, {
        code: 'keys/short-passphrase',
        hint: 'A few words are easier to remember, and harder to guess.',
      })
    }
    return passphrase
  }
  return {
    current: async (path, { quietly = false } = {}) =>
      given('ENGAWA_PASSPHRASE') ?? (quietly ? undefined : ask({ text: `Passphrase of ${path}:`, twice: false })),
    first: (path) => fresh(path, 'ENGAWA_PASSPHRASE', 'New passphrase for'),
    next: (path) => fresh(path, 'ENGAWA_NEW_PASSPHRASE', 'New passphrase for'),
  }
}

function firstLine(name: string, path: string): string {
  const refuse = (why: string, hint: string) =>
    new ConfigError(`${name}_FILE: ${path} ${why}`, { code: 'keys/passphrase-file', hint })
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch (error) {
    throw refuse(`can't be opened: ${(error as NodeJS.ErrnoException).code}`, 'Check the path and its permissions.')
  }
  try {
    const stat = fstatSync(fd)
    if (stat.isFile() && (stat.mode & 0o077) !== 0 && process.platform !== 'win32') {
      throw refuse('can be read by others', `chmod 600 ${path}`)
    }
    if (stat.isFile() && stat.size > mostBytes) throw refuse('is too long', 'The passphrase is its first line.')
    const [line = ''] = readFileSync(fd, 'utf8').split(/\r?\n/)
    if (line === '') throw refuse('is empty', 'The passphrase is its first line.')
    return line
  } finally {
    closeSync(fd)
  }
}
