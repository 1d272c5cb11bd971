import type { Trace } from '@engawa/sena-client'

export interface TracedMemory {
  readonly id: string
  readonly content: string
  readonly relevance_score: number
}

/** The memories that a trace says were retrieved. Leaves out what does not look like one. */
export function memoriesOfTrace({ stages }: Pick<Trace, 'stages'>): readonly TracedMemory[] {
  const hits = stages.find(({ stage }) => stage === 'memory_retrieval')?.data.hits
  return Array.isArray(hits) ? hits.flatMap(asMemory) : []
}

function asMemory(hit: unknown): TracedMemory[] {
  if (typeof hit !== 'object' || hit === null) return []
  const { id, content, relevance_score } = hit as Record<string, unknown>
  return typeof id === 'string' && typeof content === 'string' && typeof relevance_score === 'number'
    ? [{ id, content, relevance_score }]
    : []
}
