import type { Clock } from '@engawa/core'
import { type Memory, type ShortTermBuffer, worthRemembering } from '@engawa/memory'
import type { Conversations } from '../../chat/conversations.js'
import type { Announce } from '../../live/live-event.js'
import type { Telemetry } from '../../telemetry/telemetry.js'
import type { Turn, TurnResult } from '../turn.js'
import type { StageReport } from '../turn-recorder.js'

export interface PostProcessingPorts {
  readonly conversations: Pick<Conversations, 'storeAnswer'>
  readonly memory: Memory
  readonly buffer: ShortTermBuffer
  readonly announce: Announce
  readonly telemetry: Telemetry
  readonly clock: Clock
}

/** Store the answer, then remember what is worth it. Only the answer's storing can fail the turn. */
export async function postProcessingStage(
  turn: Turn,
  result: TurnResult,
  ports: PostProcessingPorts,
): Promise<StageReport<undefined>> {
  const { answer } = result
  await ports.conversations.storeAnswer(turn, answer)
  const at = ports.clock.now()
  ports.buffer.add(turn.sessionId, { role: 'user', text: turn.input, at })
  if (answer.text !== '') ports.buffer.add(turn.sessionId, { role: 'assistant', text: answer.text, at })
  try {
    const remembered = await remember(turn, result, ports.memory)
    const stored = remembered.filter(({ store }) => store).length
    if (stored > 0) {
      ports.announce({ type: 'memory_update', data: { action: 'stored', results_count: stored, turn_id: turn.id } })
    }
    return {
      result: undefined,
      state: 'complete',
      details: stored === 0 ? 'answer stored' : `answer stored, ${stored} remembered`,
      data: { remembered: remembered.map(({ source, store, reason }) => ({ source, store, reason })) },
    }
  } catch (error) {
    ports.telemetry.error(error, { stage: 'post_processing', turn_id: turn.id })
    return { result: undefined, state: 'failed', details: `answer stored, but not remembered: ${String(error)}` }
  }
}

interface Remembered {
  readonly source: 'user' | 'assistant'
  readonly store: boolean
  readonly reason: string
}

async function remember(turn: Turn, result: TurnResult, memory: Memory): Promise<readonly Remembered[]> {
  const { intent, memories, answer } = result
  const candidates: { source: Remembered['source']; text: string }[] = [
    { source: 'user', text: turn.input },
    // Without a model the answer only repeats what extensions and memory said.
    ...(answer.model === null ? [] : [{ source: 'assistant' as const, text: answer.text }]),
  ]
  const decided: Remembered[] = []
  for (const { source, text } of candidates) {
    const decision = worthRemembering({
      text,
      source,
      intentType: intent.type,
      recalled: memories.length > 0,
      asked: turn.input,
    })
    decided.push({ source, ...decision })
    if (!decision.store) continue
    const metadata = { turn_id: turn.id }
    await memory.add({ content: text, kind: 'turn', source, sessionId: turn.sessionId, metadata })
  }
  return decided
}
