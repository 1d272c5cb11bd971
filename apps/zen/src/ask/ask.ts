import {
  type Clock,
  type ContentPart,
  isEngawaError,
  type JsonObject,
  type Message,
  type NewMessage,
  type Redacted,
  textContent,
  type Usage,
} from '@engawa/core'
import type { FailedCandidate, FinishReason, LlmRequest, Provider, StreamPart } from '@engawa/llm-providers'
import type { AppendResult, ChatStore } from '@engawa/storage'
import { AnswerInterrupted } from './answer-interrupted.js'

export interface AskPorts {
  readonly store: ChatStore
  readonly provider: Provider
  readonly clock: Clock
}

export interface Question {
  readonly sessionId: string
  /** As the person wrote it: the store keeps their words, only what leaves is redacted. */
  readonly content: readonly ContentPart[]
  /** Kept with the question: which tool asked it, and at which step. */
  readonly facts?: JsonObject
  /** Make the request for a model from the question's position in the conversation. */
  prepare(asked: Message): Promise<Redacted<LlmRequest>>
}

export interface Answer {
  readonly question: Message
  readonly message: Message
  readonly text: string
  readonly request: Redacted<LlmRequest>
  readonly usage: Usage
  readonly finishReason: FinishReason
  /** Who answered. */
  readonly provider: string
  /** As the provider names it. */
  readonly model: string
  /** Who should have, and failed. */
  readonly insteadOf: readonly FailedCandidate[]
  /** It is what was answered to the very same request before. */
  readonly cached: boolean
  readonly durationMs: number
  /** Where the answer is kept, and how safely. */
  readonly kept: Pick<AppendResult, 'backend' | 'durability' | 'outage'>
}

/**
 * Ask, and keep both sides.
 *
 * The question is durable before the model hears it; the answer is durable before this resolves and is linked to its
 * question. Whatever breaks in between, the question and the words that did arrive are kept.
 *
 * @param onText called with each piece of the answer as it arrives
 * @throws AnswerInterrupted when the answer broke off, with what was kept
 */
export async function ask(
  ports: AskPorts,
  question: Question,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const asked = await putQuestion(ports.store, question)
  return answerTo(ports, asked, question, onText, signal)
}

/** Keep a question, for one or several to answer. */
export async function putQuestion(
  store: ChatStore,
  { sessionId, content, facts }: Pick<Question, 'sessionId' | 'content' | 'facts'>,
): Promise<Message> {
  const metadata = facts === undefined ? {} : { metadata: facts }
  return (await appendOne(store, sessionId, { role: 'user', content, ...metadata })).message
}

/**
 * Have a question answered that is kept already. As in `ask`, which is both in one.
 *
 * @throws AnswerInterrupted
 */
export async function answerTo(
  { store, provider, clock }: AskPorts,
  asked: Message,
  question: Pick<Question, 'sessionId' | 'prepare'>,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const started = clock.monotonic()
  const request = await question.prepare(asked)

  let text = ''
  let usage: Usage = {}
  let finish: Extract<StreamPart, { type: 'finish' }> | undefined
  const keep = (status: 'complete' | 'partial') =>
    appendOne(store, question.sessionId, {
      role: 'assistant',
      content: textContent(text),
      replyTo: asked.id,
      provider: finish?.provider ?? provider.id,
      model: finish?.model ?? request.value.model,
      usage,
      status,
      metadata: { answersSeq: asked.seq },
    })

  try {
    for await (const part of provider.stream(request, { signal })) {
      if (part.type === 'text-delta') {
        text += part.text
        onText(part.text)
      } else if (part.type === 'usage') usage = { ...usage, ...part.usage }
      else if (part.type === 'finish') finish = part
    }
  } catch (error) {
    // Before the first word there is nothing to keep: the question alone stands, and can be asked again.
    if (text === '') throw error
    const kept = await keep('partial')
    throw new AnswerInterrupted(question.sessionId, text, kept.message, isEngawaError(error) ? error : undefined, error)
  }
  const { message, ...kept } = await keep('complete')
  return {
    question: asked,
    message,
    text,
    request,
    usage,
    finishReason: finish?.reason ?? 'other',
    provider: finish?.provider ?? provider.id,
    model: finish?.model ?? request.value.model,
    insteadOf: finish?.insteadOf ?? [],
    cached: finish?.cached === true,
    durationMs: Math.round(clock.monotonic() - started),
    kept,
  }
}

async function appendOne(store: ChatStore, sessionId: string, message: NewMessage) {
  const { messages, ...how } = await store.messages.append({ sessionId, messages: [message] })
  const [stored] = messages
  if (stored === undefined) throw new Error('the store acknowledged a message without returning it')
  return { ...how, message: stored }
}
