import type { EntityListOptions } from '../entities/versioned.js'
import { checkFields } from '../input/check-fields.js'
import { checkId, checkObject } from '../input/check-values.js'

/** What a listing by user and session asks of the records. */
export function belongingTo(options: EntityListOptions & { readonly sessionId?: string }) {
  const { userId, sessionId } = checkFields(checkObject(options, 'options'), '', {
    userId: checkId,
    sessionId: checkId,
  })
  return {
    ...(userId === undefined ? {} : { owner: userId }),
    ...(sessionId === undefined ? {} : { parent: sessionId }),
    includeDeleted: options.includeDeleted === true,
  }
}
