import { UserError } from '@engawa/core'

/** Exit code 2 in zen and sena; znav maps it by `exitCodeOf`. */
export class UsageError extends UserError {
  constructor(code: string, message: string, hint?: string) {
    super(message, { code: `usage/${code}`, ...(hint === undefined ? {} : { hint }) })
  }
}
