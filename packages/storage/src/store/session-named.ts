import type { Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import { invalidInput } from '../input/invalid-input.js'

/** The session that a field names. @throws UserError naming the field when there is none, or it is deleted */
export async function sessionNamed(backend: Backend, id: string, field: string): Promise<Session> {
  const session = await backend.getSession(id)
  if (session === undefined) throw invalidInput(field, `names no session: ${JSON.stringify(id)} does not exist`)
  if (session.deletedAt !== undefined) throw invalidInput(field, `names a session that is deleted`)
  return session
}
