import { type JsonObject, type Message, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import type * as z from 'zod'
import { readAnswer } from '../exchange/read-answer.js'

/** One answer that a tool got in a session. A step that asked several questions has several. */
export interface EarlierStep<Answer> {
  readonly step: number
  /** What was kept with its question. */
  readonly facts: JsonObject
  readonly answer: Answer
}

/** The number of the step to come. */
export const nextStep = (steps: readonly EarlierStep<unknown>[]): number =>
  Math.max(0, ...steps.map(({ step }) => step)) + 1

/**
 * The steps that a tool took in this session, in order. They are read from what was asked and answered, so that nothing
 * is kept twice: a session that is exported, forked or moved takes its work along. Answers that were none are passed over.
 */
export async function earlierSteps<Answer>(
  store: Pick<ChatStore, 'messages'>,
  sessionId: string,
  tool: string,
  schema: z.ZodType<Answer>,
): Promise<readonly EarlierStep<Answer>[]> {
  const asked = new Map<string, JsonObject & { readonly step: number }>()
  const steps: EarlierStep<Answer>[] = []
  for await (const message of store.messages.list({ sessionId, limit: 200 })) {
    const facts = toolFacts(message)
    if (message.role === 'user' && facts?.name === tool && typeof facts.step === 'number') {
      asked.set(message.id, { ...facts, step: facts.step })
    }
    const question = message.replyTo === undefined ? undefined : asked.get(message.replyTo)
    if (question === undefined || message.role !== 'assistant' || message.status === 'partial') continue
    const read = readAnswer(textOf(message), schema)
    if ('value' in read) steps.push({ step: question.step, facts: question, answer: read.value })
  }
  return steps
}

/** What a tool kept with a question of its own. */
function toolFacts({ metadata }: Pick<Message, 'metadata'>): JsonObject | undefined {
  const facts = metadata?.tool
  return typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? (facts as JsonObject) : undefined
}
