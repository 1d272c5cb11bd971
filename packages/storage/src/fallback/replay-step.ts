import { isDeepStrictEqual } from 'node:util'
import { isEngawaError, type Session } from '@engawa/core'
import type { AppendBatch, Backend, NumberedMessage } from '../backend.js'
import { messageEnvelope } from '../sealing/sealed-message.js'
import type { Step } from './outage-journal.js'

/** How one step ended in the primary. */
export interface Replayed {
  /** Messages stored now. */
  readonly stored: number
  /** Messages that were there already. */
  readonly known: number
  readonly adjusted?: string
}

const none: Replayed = { stored: 0, known: 0 }

/**
 * Do in the primary what was done during its outage. Doing it again changes nothing: ids and idempotency keys are those
 * that were acknowledged. What another machine did meanwhile stays; nothing that was acknowledged is dropped.
 */
export async function replayStep(primary: Backend, step: Step): Promise<Replayed> {
  switch (step.type) {
    case 'create':
      await create(primary, step.session)
      return none
    case 'change':
      await primary.changeSession(step.id, step.change)
      return none
    case 'append':
      return append(primary, step.batch)
  }
}

/** A session that is there keeps what it is, and gets what it lacks. */
async function create(primary: Backend, session: Session): Promise<void> {
  try {
    await primary.createSession(session)
  } catch (error) {
    if (!hasCode(error, 'storage/exists')) throw error
    const { title, metadata, createdAt } = session
    const found = await primary.getSession(session.id)
    const lacks = {
      ...(title === undefined || found?.title !== undefined ? {} : { title }),
      ...(metadata === undefined || found?.metadata !== undefined ? {} : { metadata }),
    }
    if (Object.keys(lacks).length > 0) await primary.changeSession(session.id, { ...lacks, at: createdAt })
  }
}

async function append(primary: Backend, batch: AppendBatch): Promise<Replayed> {
  const { id } = batch.session
  const count = batch.messages.length
  try {
    const { replayed } = await primary.append(batch)
    return replayed ? { stored: 0, known: count } : { stored: count, known: 0 }
  } catch (error) {
    if (hasCode(error, 'storage/session-deleted')) {
      await primary.changeSession(id, { at: batch.at, deleted: false })
      const adjusted = `session ${JSON.stringify(id)} had been deleted elsewhere, and is back with what was said since`
      return { ...(await append(primary, batch)), adjusted }
    }
    if (!hasCode(error, 'storage/exists')) throw error
    const taken = await takenIds(primary, batch)
    if (taken.size === 0) return { stored: 0, known: count }
    const adjusted = `in session ${JSON.stringify(id)} another message had taken an id; ours was given a new one`
    return { ...(await append(primary, withNewIds(batch, taken))), adjusted }
  }
}

/** Ids that stand for another message than ours. None: an append is stored whole, so all of it is there. */
async function takenIds(primary: Backend, { session, messages }: AppendBatch): Promise<Set<string>> {
  const taken = new Set<string>()
  for (const message of messages) {
    const found = await primary.getMessage(session.id, message.id)
    if (found !== undefined && !isSame(found, message, session.id)) taken.add(message.id)
  }
  return taken
}

function isSame(found: NumberedMessage, ours: NumberedMessage, sessionId: string): boolean {
  const sealed = [found, ours].map((one) => messageEnvelope(one, sessionId))
  // Sealed, they look alike outside. Ours was sealed once, before it was kept: the same has the same envelope.
  if (sealed.some((one) => one !== undefined)) return sealed[0]?.data === sealed[1]?.data
  const { role, content, toolCalls, replyTo } = found
  // Through JSON, as the one that was found has been.
  const { role: r, content: c, toolCalls: t, replyTo: p } = JSON.parse(JSON.stringify(ours)) as NumberedMessage
  return isDeepStrictEqual([role, content, toolCalls, replyTo], [r, c, t, p])
}

/** The new ids follow from the old ones, so that a merge which was cut off chooses them again. */
function withNewIds(batch: AppendBatch, taken: ReadonlySet<string>): AppendBatch {
  const messages = batch.messages.map((message) =>
    taken.has(message.id) ? { ...message, id: `${message.id}~${batch.at}` } : message,
  )
  return { ...batch, messages, chosenIds: messages.map(({ id }) => id) }
}

const hasCode = (error: unknown, code: string): boolean => isEngawaError(error) && error.code === code
