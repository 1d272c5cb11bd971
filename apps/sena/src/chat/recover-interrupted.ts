import type { Logger } from '@engawa/cli-kit'
import { textOf } from '@engawa/core'
import { type Memory, worthRemembering } from '@engawa/memory'
import type { TurnRepository, TurnRow } from '../database/repositories/turn-repository.js'
import { classifyByRules } from '../intent/rules.js'
import type { Conversations } from './conversations.js'

type ClosedStatus = 'complete' | 'partial' | 'interrupted' | 'failed'

export interface RecoveryPorts {
  readonly turns: TurnRepository
  readonly conversations: Conversations
  readonly memory: Memory
  readonly logger: Logger
}

/**
 * Close the turns that a killed process left open. To be run before new ones begin, by the one process that owns the
 * database. Run twice it does nothing more: a crash in here is recovered from, too.
 */
export async function recoverInterrupted(ports: RecoveryPorts): Promise<number> {
  const open = ports.turns.running()
  for (const row of open) {
    const status = await closed(row, ports)
    ports.turns.end(row.id, { status, model: row.model, durationMs: null })
    ports.logger.warn(`A turn had been cut off by the end of the process: ${status}.`, {
      turn_id: row.id,
      session_id: row.sessionId,
    })
  }
  return open.length
}

/** One turn that can't be closed properly (its conversation was deleted meanwhile) must not keep Sena from starting. */
async function closed(row: TurnRow, ports: RecoveryPorts): Promise<ClosedStatus> {
  try {
    return await close(row, ports)
  } catch (error) {
    ports.logger.warn(`What had arrived of a turn could not be kept: ${String(error)}`, { turn_id: row.id })
    return 'interrupted'
  }
}

async function close(row: TurnRow, { conversations, memory }: RecoveryPorts): Promise<ClosedStatus> {
  const question = await conversations.message(row.sessionId, row.messageId)
  // Killed before the question was on the disk: nobody was told that it had been accepted.
  if (question === undefined) return 'failed'
  const answer = await conversations.message(row.sessionId, row.answerId)
  const text = textOf(question)
  const { store } = worthRemembering({ text, source: 'user', intentType: classifyByRules(text).type, recalled: false })
  if (store) {
    await memory.add({
      content: text,
      kind: 'turn',
      source: 'user',
      sessionId: row.sessionId,
      metadata: { turn_id: row.id },
    })
  }
  if (answer !== undefined) return answer.status === 'partial' ? 'partial' : 'complete'
  await conversations.storeAnswer(
    { ...row },
    { text: row.partialAnswer, status: 'partial', model: row.model, provider: null },
  )
  return 'interrupted'
}
