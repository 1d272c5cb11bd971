import { isDeepStrictEqual } from 'node:util'
import { type Message, type Session, StorageError } from '@engawa/core'
import type { Backend } from '../backend.js'
import { everyMessage } from './every-message.js'

/** Messages that are appended together, each with its own time. */
const mostTogether = 100

/** How many messages the target lacks; undefined when it has the session whole. */
export async function missingIn(target: Backend, session: Session): Promise<number | undefined> {
  const there = await target.getSession(session.id)
  const missing = session.messageCount - (there?.messageCount ?? 0)
  return missing === 0 && isDeepStrictEqual(there, session) ? undefined : Math.max(missing, 0)
}

/**
 * Copy what the target lacks of a session.
 *
 * @param onCopied called with the number of messages of each append
 * @returns whether anything was copied
 */
export async function copySession(
  source: Backend,
  target: Backend,
  session: Session,
  onCopied: (messages: number) => void,
): Promise<boolean> {
  const { id, createdAt, updatedAt, deletedAt, title, metadata } = session
  const there = await target.getSession(id)
  if (isDeepStrictEqual(there, session)) return false
  if (there === undefined) {
    const { deletedAt: _, ...visible } = session
    await target.createSession({ ...visible, updatedAt: createdAt, messageCount: 0 })
  } else {
    await refuseAnother(source, target, there, session)
    // A deleted session takes no messages; it is hidden again below.
    if (there.deletedAt !== undefined) await target.changeSession(id, { at: updatedAt, deleted: false })
  }
  let seq = there?.messageCount ?? 0
  for await (const group of inGroups(everyMessage(source, id, seq))) {
    const messages = group.map(({ sessionId: _s, seq: _q, ...message }) => message)
    const at = group.at(-1)?.createdAt ?? updatedAt
    const chosenIds = messages.map((message) => message.id)
    await target.append({ session, messages, chosenIds, expectedSeq: seq, at })
    seq += group.length
    onCopied(group.length)
  }
  const described = { ...(title === undefined ? {} : { title }), ...(metadata === undefined ? {} : { metadata }) }
  await target.changeSession(id, { at: updatedAt, ...described })
  if (deletedAt !== undefined) await target.changeSession(id, { at: deletedAt, deleted: true })
  return true
}

/** What is there must be the beginning of what is copied. */
async function refuseAnother(source: Backend, target: Backend, there: Session, session: Session): Promise<void> {
  const { id, messageCount: count, createdAt, userId } = there
  if (createdAt === session.createdAt && userId === session.userId && count <= session.messageCount) {
    if (count === 0) return
    const [ours, theirs] = await Promise.all([source, target].map((backend) => messageAt(backend, id, count)))
    if (isDeepStrictEqual(ours, theirs)) return
  }
  throw conflict(id)
}

async function messageAt(backend: Backend, sessionId: string, seq: number): Promise<Message | undefined> {
  const { messages } = await backend.listMessages({ sessionId, order: 'asc', after: { seq: seq - 1 }, limit: 1 })
  return messages[0]
}

const conflict = (id: string) =>
  new StorageError(`the target has another session ${JSON.stringify(id)}`, {
    code: 'storage/migration-conflict',
    hint: 'Choose an empty target, such as another folder or another key prefix.',
  })

async function* inGroups(messages: AsyncIterable<Message>): AsyncGenerator<readonly Message[]> {
  let group: Message[] = []
  for await (const message of messages) {
    group.push(message)
    if (group.length < mostTogether) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
