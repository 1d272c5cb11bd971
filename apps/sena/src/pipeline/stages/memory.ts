import type { Memory, MemoryHit } from '@engawa/memory'
import type { Intent } from '../../intent/intent.js'
import type { Announce } from '../../live/live-event.js'
import type { Telemetry } from '../../telemetry/telemetry.js'
import type { Turn } from '../turn.js'
import type { StageReport } from '../turn-recorder.js'

export interface MemoryStagePorts {
  readonly memory: Memory
  readonly announce: Announce
  readonly telemetry: Telemetry
  /** Takes secrets out of the question before it is looked up and announced. */
  readonly redact: (text: string) => string
  readonly settings: { readonly maxResults: number; readonly threshold: number }
}

/** What was said or learned before and helps with this turn. A memory that fails is left out; the turn goes on. */
export async function memoryStage(
  turn: Turn,
  intent: Intent,
  ports: MemoryStagePorts,
): Promise<StageReport<readonly MemoryHit[]>> {
  const { memory, announce, telemetry, settings } = ports
  const decision = memory.shouldRetrieve(turn.input, { type: intent.type, needsMemory: intent.needsMemory })
  const data = { should_retrieve: decision.retrieve, reason: decision.reason }
  if (!decision.retrieve) return { result: [], state: 'skipped', details: decision.reason, data }
  try {
    const query = ports.redact(turn.input)
    announce({ type: 'memory_update', data: { action: 'retrieving', query, results_count: 0, turn_id: turn.id } })
    const found = await memory.search({ query, k: settings.maxResults })
    const hits = found.filter(({ relevance, signals }) =>
      onlyRecent(signals) ? decision.latest === true : relevance >= settings.threshold,
    )
    await memory.recordAccess(hits.map(({ memory }) => memory.id))
    announce({
      type: 'memory_update',
      data: { action: 'retrieved', query, results_count: hits.length, turn_id: turn.id },
    })
    return {
      result: hits,
      state: 'complete',
      details: `${hits.length} found: ${decision.reason}`,
      data: { ...data, hits: hits.map(hitAsJson) },
    }
  } catch (error) {
    telemetry.error(error, { stage: 'memory_retrieval', turn_id: turn.id })
    return { result: [], state: 'failed', details: `went on without memory: ${String(error)}`, data }
  }
}

/** "What did I say last time?" has no word to match: the latest is what it asks for. To other questions it is noise. */
const onlyRecent = (signals: MemoryHit['signals']): boolean => Object.keys(signals).join() === 'recency'

const hitAsJson = ({ memory, relevance, signals }: MemoryHit) => ({
  id: memory.id,
  content: memory.content,
  relevance_score: relevance,
  signals: { ...signals },
})
