import { type Message, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { coveredBy } from './summaries.js'

export interface CompactionPlan {
  /** What an earlier summary says of what came before. */
  readonly earlier: Message | undefined
  /** To be summarised, oldest first. */
  readonly older: readonly Message[]
  /** The `seq` up to which the new summary will stand for all. */
  readonly upTo: number
  /** Estimated tokens of everything as it would go now, were there room. */
  readonly tokensBefore: number
  readonly tokensKept: number
}

/** The last ones that always stay as they are, where they fit at all. */
export const keptAlways = 10

/**
 * Part a conversation into what stays as it is and what is to be summarised: the last ten messages stay, and as many
 * more as half of the budget holds, so that the next question does not need a summary again.
 *
 * @param keep exactly so many stay, however many would fit
 * @returns undefined when all of it fits as it is
 */
export async function planCompaction(
  store: Pick<ChatStore, 'messages'>,
  sessionId: string,
  { budget, estimate, keep }: { budget: number; estimate: (text: string) => number; keep: number | undefined },
): Promise<CompactionPlan | undefined> {
  const older: Message[] = []
  let earlier: Message | undefined
  let kept = 0
  let tokensKept = 0
  let tokensBefore = 0
  const stays = (cost: number): boolean => {
    if (keep !== undefined) return kept < keep
    const least = kept < keptAlways ? (budget * 3) / 4 : budget / 2
    return tokensKept + cost <= least
  }
  for await (const message of store.messages.list({ sessionId, order: 'desc', limit: 200 })) {
    if (earlier !== undefined && message.seq <= (coveredBy(earlier) ?? 0)) break
    const cost = estimate(textOf(message))
    if (coveredBy(message) !== undefined) {
      if (earlier === undefined) tokensBefore += cost
      earlier ??= message
      continue
    }
    tokensBefore += cost
    if (older.length === 0 && stays(cost)) {
      kept += 1
      tokensKept += cost
    } else older.push(message)
  }
  const [last] = older
  if (last === undefined || (keep === undefined && tokensBefore <= budget)) return undefined
  return { earlier, older: older.reverse(), upTo: last.seq, tokensBefore, tokensKept }
}
