import { isDeepStrictEqual } from 'node:util'
import type { Message, Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import { allMessages } from '../store/all-messages.js'
import { targetConflict } from './target-conflict.js'

/**
 * Appended together, each with its own time. On the file backend they are one line, which a reader of its last message
 * reads whole.
 */
const messagesAtOnce = 200
const bytesAtOnce = 1024 * 1024

/**
 * What the target has of a session: nothing of it, a beginning, or all (`isWhole`).
 *
 * @throws StorageError `storage/migration-conflict` when it has another one of this id
 */
export async function presentIn(
  source: Backend,
  target: Backend,
  session: Session,
): Promise<{ readonly there: Session | undefined; readonly missing: number; readonly isWhole: boolean }> {
  const there = await target.getSession(session.id)
  const isWhole = isDeepStrictEqual(there, session)
  if (there !== undefined && !isWhole) await refuseAnother(source, target, there, session)
  return { there, missing: session.messageCount - (there?.messageCount ?? 0), isWhole }
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
  const { there, isWhole } = await presentIn(source, target, session)
  if (isWhole) return false
  if (there === undefined) {
    const { deletedAt: _, ...visible } = session
    await target.createSession({ ...visible, updatedAt: createdAt, messageCount: 0 })
  } else if (there.deletedAt !== undefined) {
    // A deleted session takes no messages; it is hidden again below.
    await target.changeSession(id, { at: updatedAt, deleted: false })
  }
  let seq = there?.messageCount ?? 0
  for await (const group of inGroups(allMessages(source, id, seq))) {
    const messages = group.map(({ sessionId: _s, seq: _q, ...message }) => message)
    const at = group.at(-1)?.createdAt ?? updatedAt
    // `expectedSeq` says that nobody else wrote here, and in the source no id is there twice: none has to be looked for.
    await target.append({ session, messages, chosenIds: [], expectedSeq: seq, at })
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
  throw targetConflict(`session ${JSON.stringify(id)}`)
}

async function messageAt(backend: Backend, sessionId: string, seq: number): Promise<Message | undefined> {
  const { messages } = await backend.listMessages({ sessionId, order: 'asc', after: { seq: seq - 1 }, limit: 1 })
  return messages[0]
}

async function* inGroups(messages: AsyncIterable<Message>): AsyncGenerator<readonly Message[]> {
  let group: Message[] = []
  let bytes = 0
  for await (const message of messages) {
    group.push(message)
    bytes += JSON.stringify(message).length
    if (group.length < messagesAtOnce && bytes < bytesAtOnce) continue
    yield group
    group = []
    bytes = 0
  }
  if (group.length > 0) yield group
}
