import type { Trace } from '@engawa/sena-client'

/** What Sena's filter leaves in place of a secret. */
const sentinel = /‹secret:[^›]*›/g

/**
 * How many secrets the question itself held that the model did not get. What earlier turns and memories held is
 * theirs. Zero where no model was asked.
 */
export function secretsOfTrace({ input, stages }: Pick<Trace, 'input' | 'stages'>): number {
  const prompt = stages.find(({ stage }) => stage === 'llm_processing')?.data.prompt
  const sent = Array.isArray(prompt) ? textOf(prompt.at(-1)) : undefined
  if (sent === undefined) return 0
  // The question stands last, after what was remembered for it. The trace's own copy of it may be shortened.
  const start = sent.lastIndexOf(input)
  return new Set((start < 0 ? input : sent.slice(start)).match(sentinel)).size
}

function textOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('text' in message)) return undefined
  return typeof message.text === 'string' ? message.text : undefined
}
