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

export const storeClosed = () => new StorageError('the store is closed', { code: 'storage/closed' })
