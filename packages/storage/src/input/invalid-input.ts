import { UserError } from '@engawa/core'

/** A value that can't be stored. `details.field` names it: `messages[0].role`. */
export const invalidInput = (field: string, problem: string): UserError =>
  new UserError(`${field} ${problem}`, { code: 'storage/invalid-input', details: { field } })
