import { StorageError } from '@engawa/core'

export const keyMissing = (keyId: string, hasRing: boolean) =>
  new StorageError(`what is stored is sealed with the key ${JSON.stringify(keyId)}, which is not here`, {
    code: 'storage/wrong-key',
    hint: hasRing
      ? 'Put this key back into the key ring, from the backup made with the data. Nothing was changed.'
      : 'Open the store with encryption and the key ring that has this key. Nothing was changed.',
    details: { keyId },
  })

export const keyWrong = (keyId: string) =>
  new StorageError(`the key ${JSON.stringify(keyId)} is not the one that sealed what is stored`, {
    code: 'storage/wrong-key',
    hint: 'The key ring has another key under the same id. Open the store with the ring that it was written with.',
    details: { keyId },
  })

export const keyUnusable = (keyId: string) =>
  new StorageError(`the key ${JSON.stringify(keyId)} does not have 32 bytes`, {
    code: 'storage/wrong-key',
    hint: 'AES-256 takes 32 random bytes. Mend the key ring; nothing was stored.',
    details: { keyId },
  })

/** The key is the right one, so the bytes were changed or put in another's place. */
export const sealBroken = (what: string, keyId: string, cause?: unknown) =>
  new StorageError(`${what} is not as it was sealed`, {
    code: 'storage/seal-broken',
    hint: 'Somebody changed or moved what is stored. Put it back from a backup; the rest does not depend on it.',
    details: { keyId },
    cause,
  })

export const cannotReseal = (type: string) =>
  new StorageError(`the ${type} backend can't seal anew what is stored`, {
    code: 'storage/no-reseal',
    hint: 'Ask info.capabilities.reseal first. Migrate into a new store instead: it is sealed with the current key.',
  })

export const notEncrypted = () =>
  new StorageError('the store was opened without encryption', {
    code: 'storage/not-encrypted',
    hint: 'Open it with encryption: { keys }.',
  })

export const sealNewer = () =>
  new StorageError('what is stored is sealed in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written it. Update this program.',
  })

export const cannotArchive = (type: string) =>
  new StorageError(`the ${type} backend can't compress what is stored`, {
    code: 'storage/no-archive',
    hint: 'Ask info.capabilities.reseal first, or open the store without archiveAfterMs.',
  })
