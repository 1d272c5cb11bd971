import { StorageError } from '@engawa/core'

export const sessionUnknown = (id: string) =>
  new StorageError(`session ${JSON.stringify(id)} does not exist`, { code: 'storage/not-found' })

export const sessionExists = (id: string) =>
  new StorageError(`session ${JSON.stringify(id)} exists already`, {
    code: 'storage/exists',
    hint: 'Choose another id, or append to the session that is there. A deleted session keeps its id.',
  })

export const sessionDeleted = (id: string) =>
  new StorageError(`session ${JSON.stringify(id)} is deleted`, {
    code: 'storage/session-deleted',
    hint: 'Restore the session first.',
  })

export const messageExists = (sessionId: string, id: string) =>
  new StorageError(`message ${JSON.stringify(id)} exists already in session ${JSON.stringify(sessionId)}`, {
    code: 'storage/exists',
    hint: 'Leave the id out to have one chosen. To repeat an append safely, give it an idempotency key.',
  })

export const seqConflict = (sessionId: string, expected: number, found: number) =>
  new StorageError(`session ${JSON.stringify(sessionId)} is at message ${found}, not ${expected}`, {
    code: 'storage/conflict',
    recoverable: true,
    hint: 'Someone else appended meanwhile. Read the newer messages, then try again.',
    details: { expected, found },
  })

export const entityUnknown = (what: string, id: string) =>
  new StorageError(`${what} ${JSON.stringify(id)} does not exist`, { code: 'storage/not-found' })

export const entityExists = (what: string, id: string) =>
  new StorageError(`${what} ${JSON.stringify(id)} exists already`, {
    code: 'storage/exists',
    hint: 'Choose another id, or update the one that is there. A deleted one keeps its id.',
  })

export const entityDeleted = (what: string, id: string) =>
  new StorageError(`${what} ${JSON.stringify(id)} is deleted`, {
    code: 'storage/deleted',
    hint: 'Restore it first.',
  })

export const versionConflict = (what: string, id: string, expected: number, found: number) =>
  new StorageError(`${what} ${JSON.stringify(id)} is at version ${found}, not ${expected}`, {
    code: 'storage/conflict',
    recoverable: true,
    hint: 'Someone else changed it meanwhile. Read it anew, then try again.',
    details: { expected, found },
  })

export const otherContent = (what: string, id: string) =>
  new StorageError(`${what} ${JSON.stringify(id)} is here with another content than in the import`, {
    code: 'storage/conflict',
    hint: 'Import into an empty store, or purge the one that is here first.',
  })

export const contentMissing = (what: string, id: string) =>
  new StorageError(`the content of ${what} ${JSON.stringify(id)} is missing or not as it was written`, {
    code: 'storage/corrupt',
    hint: 'Put it back from a backup or an export. The rest does not depend on it.',
  })

export const cannotWatch = (type: string) =>
  new StorageError(`the ${type} backend can't watch for changes`, {
    code: 'storage/no-watch',
    hint: 'Ask info.capabilities.watch first, and read anew from time to time instead.',
  })

export const cannotSearch = (type: string) =>
  new StorageError(`the ${type} backend can't search`, {
    code: 'storage/no-search',
    hint: 'Ask info.capabilities.search first. `migrate` copies everything into a backend that can.',
  })

export const storeClosed = () => new StorageError('the store is closed', { code: 'storage/closed' })
