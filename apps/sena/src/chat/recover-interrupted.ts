import type { Logger } from '@engawa/cli-kit'
import { textOf } from '@engawa/core'
import { type Memory, worthRemembering } from '@engawa/memory'
import type { TurnRepository, TurnRow } from '../database/repositories/turn-repository.js'
import { classifyByRules } from '../intent/rules.js'
import type { Conversations } from './conversations.js'
import { type AnswerFate, fateOfAnswer } from './unstored-answer.js'

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
 *
 * One that can't be closed must not keep Sena from starting: it is left for the next start where that may help.
 *
 * @returns how many were closed
 */
export async function recoverInterrupted(ports: RecoveryPorts): Promise<number> {
  let closed = 0
  for (const row of ports.turns.running()) {
    const about = { turn_id: row.id, session_id: row.sessionId }
    try {
      const status = await recover(row, ports)
      ports.logger.warn(`A turn had been cut off by the end of the process: ${status}.`, about)
      closed++
    } catch (error) {
      ports.logger.warn(`A turn that had been cut off stays open until the next start: ${String(error)}`, about)
    }
  }
  return closed
}

/** @throws what may be over at the next start: a full disk, a busy database */
async function recover(row: TurnRow, ports: RecoveryPorts): Promise<ClosedStatus> {
  let status: ClosedStatus = 'interrupted'
  let fate: AnswerFate | undefined
  try {
    status = await store(row, ports)
  } catch (error) {
    fate = fateOfAnswer(error)
    if (fate === 'retried') throw error
    ports.logger.warn(`What had arrived of a turn could not be stored: ${String(error)}`, { turn_id: row.id })
  }
  ports.turns.end(row.id, { status, model: row.model, durationMs: null }, { keepAnswer: fate === 'kept' })
  return status
}

async function store(row: TurnRow, ports: RecoveryPorts): Promise<ClosedStatus> {
  const { conversations } = ports
  const question = await conversations.message(row.sessionId, row.messageId)
  // Killed before the question was on the disk: nobody was told that it had been accepted.
  if (question === undefined) return 'failed'
  const answer = await conversations.message(row.sessionId, row.answerId)
  if (answer === undefined) {
    const kept = { text: row.partialAnswer, status: 'partial', model: row.model, provider: null } as const
    await conversations.storeAnswer({ ...row }, kept)
  }
  await remember(row, textOf(question), ports)
  if (answer === undefined) return 'interrupted'
  return answer.status === 'partial' ? 'partial' : 'complete'
}

/** As in a turn that goes well: what can't be remembered costs nothing else. */
async function remember(row: TurnRow, content: string, { memory, logger }: RecoveryPorts): Promise<void> {
  const intentType = classifyByRules(content).type
  if (!worthRemembering({ text: content, source: 'user', intentType, recalled: false }).store) return
  try {
    const metadata = { turn_id: row.id }
    await memory.add({ content, kind: 'turn', source: 'user', sessionId: row.sessionId, metadata })
  } catch (error) {
    logger.warn(`The question of a turn could not be remembered: ${String(error)}`, { turn_id: row.id })
  }
}
