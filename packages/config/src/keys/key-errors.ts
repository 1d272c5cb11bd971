import { ConfigError } from '@engawa/core'

/** How to hand over the passphrase without a terminal. */
export const passphraseHint =
  'Run it in a terminal, or set ENGAWA_PASSPHRASE_FILE to a file that only you can read (/dev/fd/3 for a descriptor), or ENGAWA_PASSPHRASE.'

export const passphraseNeeded = (path: string) =>
  new ConfigError(`the keys in ${path} are encrypted, and nobody can be asked for the passphrase`, {
    code: 'keys/passphrase-needed',
    hint: passphraseHint,
  })

export const newPassphraseNeeded = () =>
  new ConfigError('an encrypted file needs a passphrase, and nobody can be asked for one', {
    code: 'keys/passphrase-needed',
    hint: passphraseHint,
  })

export const wrongPassphrase = (path: string) =>
  new ConfigError(`the passphrase does not open ${path}`, {
    code: 'keys/wrong-passphrase',
    hint: 'Try again. A forgotten passphrase can not be recovered: move the file away and set the keys anew.',
  })

export const damaged = (path: string, what: string, cause?: unknown) =>
  new ConfigError(`${path}: ${what}`, {
    code: 'keys/damaged',
    hint: 'Bring the file back from a backup, or move it away and set the keys anew.',
    ...(cause === undefined ? {} : { cause }),
  })

export const noDowngrade = (path: string) =>
  new ConfigError(`${path} is encrypted, and does not become plaintext`, {
    code: 'keys/no-downgrade',
    hint: 'Leave out --insecure-storage, or move the file away first.',
  })
