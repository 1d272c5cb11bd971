import type { MemoryHit } from '@engawa/memory'
import type { ChatResponse, RetrievedMemory } from '@engawa/sena-client'
import type { Turn, TurnResult } from '../pipeline/turn.js'

export const retrievedMemory = ({ memory, relevance, signals }: MemoryHit): RetrievedMemory => ({
  id: memory.id,
  content: memory.content,
  relevance_score: relevance,
  signals: { ...signals },
  created_at: memory.createdAt,
  session_id: memory.sessionId ?? null,
})

/** A finished turn as the API answers it. */
export function chatResponse(turn: Turn, result: TurnResult, durationMs: number): ChatResponse {
  const { answer, intent, memories, extensions } = result
  return {
    response: answer.text,
    session_id: turn.sessionId,
    turn_id: turn.id,
    status: answer.status,
    metadata: {
      model_used: answer.model,
      provider: answer.provider,
      processing_time: durationMs / 1_000,
      // One that failed or is switched off did nothing for the answer.
      extensions_used: extensions.filter(({ ok }) => ok).map(({ name }) => name),
      memory_retrieved: memories.map(({ memory }) => memory.content),
      memories: memories.map(retrievedMemory),
      redactions: answer.redactions,
      intent: intent.type,
    },
  }
}
