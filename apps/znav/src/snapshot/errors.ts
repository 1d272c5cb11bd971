import { EngawaError, type EngawaErrorOptions } from '@engawa/core'
import { NotFoundError, perthExitCodes } from '../domain/errors.js'

/** A snapshot that can't be taken, read or restored. */
export class SnapshotError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'snapshot', exitCode: perthExitCodes.error, ...options })
  }
}

export const noSnapshot = (session: string, name: string) =>
  new NotFoundError(`session ${JSON.stringify(session)} has no snapshot ${name}`, {
    code: 'not-found/snapshot',
    hint: 'See which there are: znav snapshot list',
  })
