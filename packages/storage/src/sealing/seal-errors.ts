import { type EngawaError, isEngawaError, StorageError } from '@engawa/core'
import type { Place } from './place.js'

export const keyMissing = (keyId: string, place: Place, hasRing: boolean) =>
  new StorageError(`${nameOf(place)} is sealed with the key ${JSON.stringify(keyId)}, which is not here`, {
    code: 'storage/wrong-key',
    hint: hasRing
      ? 'Put this key back into the key ring, from the backup made with the data. Nothing was changed.'
      : 'Open the store with encryption and the key ring that has this key. Nothing was changed.',
    details: detailsOf(keyId, place),
  })

export const keyWrong = (keyId: string, place: Place) =>
  new StorageError(`the key ${JSON.stringify(keyId)} is not the one that sealed ${nameOf(place)}`, {
    code: 'storage/wrong-key',
    hint: 'The key ring has another key under the same id. Open the store with the ring that it was written with.',
    details: detailsOf(keyId, place),
  })

export const keyUnusable = (keyId: string) =>
  new StorageError(`the key ${JSON.stringify(keyId)} does not have 32 bytes`, {
    code: 'storage/wrong-key',
    hint: 'AES-256 takes 32 random bytes. Mend the key ring; nothing was stored.',
    details: { keyId },
  })

/** The key is the right one, so the bytes were changed or put in another's place. */
export const sealBroken = (keyId: string, place: Place, cause?: unknown) =>
  new StorageError(`${nameOf(place)} is not as it was sealed`, {
    code: 'storage/seal-broken',
    hint:
      'Somebody changed or moved what is stored. Put it back from a backup, or purge what it belongs to: until then it ' +
      'fails whatever reads it together with others, such as a list or an export.',
    details: detailsOf(keyId, place),
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

const unopened: readonly string[] = ['storage/seal-broken', 'storage/wrong-key', 'storage/corrupt']

/** Whether an error says that one thing does not open, so that others may. */
export const doesNotOpen = (error: unknown): error is EngawaError =>
  isEngawaError(error) && unopened.includes(error.code)

const nameOf = ([collection, id]: Place): string => `${collection} ${id}`

const detailsOf = (keyId: string, [collection, id]: Place) => ({ keyId, collection, id })
