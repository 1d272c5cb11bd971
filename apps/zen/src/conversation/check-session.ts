import type { Message, Session } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'

/** What a conversation lacks, read from its first message to its last. */
export interface SessionFaults {
  readonly session: Session
  /** Messages that were lost: places in the order that nothing stands at. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  /** `seq` of answers whose question is not there. */
  readonly unlinked: readonly number[]
  /** `seq` of questions that were never answered: interrupted, or being asked now. */
  readonly unanswered: readonly number[]
}

export async function checkSession(store: Pick<ChatStore, 'messages'>, session: Session): Promise<SessionFaults> {
  const gaps: { from: number; to: number }[] = []
  const asked = new Map<string, number>()
  const open = new Map<string, number>()
  const unlinked: number[] = []
  let last = 0
  for await (const message of store.messages.list({ sessionId: session.id, limit: 1_000 })) {
    if (message.seq !== last + 1) gaps.push({ from: last + 1, to: message.seq - 1 })
    last = message.seq
    noteLink(message, asked, open, unlinked)
  }
  return { session, gaps, unlinked, unanswered: [...open.values()] }
}

function noteLink(
  { id, seq, role, replyTo }: Message,
  asked: Map<string, number>,
  open: Map<string, number>,
  unlinked: number[],
): void {
  asked.set(id, seq)
  if (role === 'user') open.set(id, seq)
  if (replyTo === undefined) return
  if (!asked.has(replyTo)) unlinked.push(seq)
  open.delete(replyTo)
}
