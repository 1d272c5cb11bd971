import { type Clock, type IdGenerator, type Session, timestamp } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ForkOptions } from '../chat-store.js'
import { checkFields } from '../input/check-fields.js'
import { checkNewSession } from '../input/check-session.js'
import { checkId, checkObject } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { sessionDeleted, sessionExists, sessionUnknown } from '../store-errors.js'
import { allMessages } from './all-messages.js'
import { MessageCopier } from './message-copier.js'
import { newSession } from './new-session.js'

/** A new session that begins as another one did. Its metadata says where it comes from, under `forkedFrom`. */
export async function forkSession(
  backend: Backend,
  sourceId: string,
  options: ForkOptions,
  clock: Clock,
  newId: IdGenerator,
): Promise<Session> {
  const source = await backend.getSession(checkId(sourceId, 'id'))
  if (source === undefined) throw sessionUnknown(sourceId)
  if (source.deletedAt !== undefined) throw sessionDeleted(sourceId)
  const { upTo } = checkFields(checkObject(options, 'options'), '', { upTo: checkId })
  const seq = upTo === undefined ? source.messageCount : await seqOf(backend, sourceId, upTo)
  const { metadata, ...given } = checkNewSession(options)
  const forkedFrom = { sessionId: sourceId, seq }
  const fork = newSession(
    {
      userId: source.userId,
      ...(source.title === undefined ? {} : { title: source.title }),
      ...given,
      metadata: { ...source.metadata, ...metadata, forkedFrom },
    },
    newId,
    timestamp(clock),
  )
  const begun = await backend.getSession(fork.id)
  // The same fork, cut off before it was whole, goes on; any other session is in the way.
  if (begun !== undefined && !isForkOf(begun, forkedFrom)) throw sessionExists(fork.id)
  if (begun === undefined && seq === 0) await backend.createSession(fork)
  const copier = new MessageCopier(backend, fork, fork.updatedAt)
  if (seq > 0) {
    for await (const message of allMessages(backend, sourceId)) {
      await copier.add(message)
      if (message.seq >= seq) break
    }
  }
  await copier.finish()
  return (await backend.getSession(fork.id)) ?? fork
}

async function seqOf(backend: Backend, sessionId: string, id: string): Promise<number> {
  const message = await backend.getMessage(sessionId, id)
  if (message === undefined) throw invalidInput('upTo', `names no message of the session: ${JSON.stringify(id)}`)
  return message.seq
}

function isForkOf(session: Session, { sessionId, seq }: { readonly sessionId: string; readonly seq: number }): boolean {
  const from = session.metadata?.forkedFrom
  if (typeof from !== 'object' || from === null || !('sessionId' in from)) return false
  return from.sessionId === sessionId && from.seq === seq
}
