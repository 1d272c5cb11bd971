import { LlmError, type Message, textContent, textOf } from '@engawa/core'
import type { LlmRequest, Provider } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'
import { summaryTitle } from './summaries.js'

export interface SummaryPorts {
  readonly provider: Provider
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly estimate: (text: string) => number
}

export interface SummaryRequest {
  readonly model: string
  readonly earlier: Message | undefined
  readonly older: readonly Message[]
  /** Tokens that the model has for one request and its answer. */
  readonly budget: number
  readonly contextWindow: number | undefined
}

const instruction = `Summarise the conversation so far for yourself, so that you can go on without it. Keep every decision, name, number, file path, open question and promise. Fold the earlier summary in. Answer with the summary alone.`

/**
 * A summary of messages, made in as many steps as the model's window needs: each step reads the summary so far and the
 * next piece, so that a conversation larger than the window is no harder than a small one.
 *
 * @throws LlmError `llm/empty-summary` when the model says nothing: the conversation then stays as it is
 */
export async function summarise(
  { provider, filter, estimate }: SummaryPorts,
  { model, earlier, older, budget, contextWindow }: SummaryRequest,
  signal: AbortSignal,
): Promise<string> {
  const longest = Math.max(32, Math.min(1_024, Math.floor(budget / 4)))
  const room = Math.max(64, Math.floor(budget / 2) - estimate(instruction))
  let summary = earlier === undefined ? '' : withoutTitle(textOf(earlier))
  for (const piece of pieces(older, room, estimate)) {
    const said = summary === '' ? piece : `Summary so far:\n${summary}\n\nThen:\n${piece}`
    const request = filter.redact<LlmRequest>({
      model,
      messages: [
        { role: 'system', content: textContent(instruction) },
        { role: 'user', content: textContent(said) },
      ],
      maxTokens: longest,
      ...(contextWindow === undefined ? {} : { contextWindow }),
    })
    summary = bounded((await provider.generate(request, { signal })).text.trim(), longest, estimate)
    if (summary === '') {
      throw new LlmError('the model gave no summary', {
        code: 'llm/empty-summary',
        hint: 'Nothing was changed. Try again, or another model: zen session compact NAME -m MODEL',
      })
    }
  }
  return summary
}

/** The messages as text, in pieces that fit; a message longer than that goes in several. */
export function* pieces(
  messages: readonly Message[],
  room: number,
  estimate: (text: string) => number,
): Generator<string> {
  let piece = ''
  for (const message of messages) {
    for (const part of parts(`${message.role}: ${textOf(message)}\n`, room)) {
      if (piece !== '' && estimate(piece + part) > room) {
        yield piece
        piece = ''
      }
      piece += part
    }
  }
  if (piece !== '') yield piece
}

/** No unit of UTF-16 is estimated at more than one token, so that many of them always fit. */
function* parts(text: string, room: number): Generator<string> {
  let from = 0
  while (from < text.length) {
    let to = Math.min(text.length, from + room)
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1
    yield text.slice(from, to)
    from = to
  }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff

/** A model that doesn't stop where it was told to must not fill the window with its summary. */
function bounded(text: string, longest: number, estimate: (text: string) => number): string {
  if (estimate(text) <= longest) return text
  const [first = ''] = parts(text, longest)
  return `${first} […]`
}

const withoutTitle = (text: string) =>
  text.startsWith(summaryTitle) ? text.slice(summaryTitle.length + 1).trim() : text
