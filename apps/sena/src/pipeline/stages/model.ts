import type { JsonObject } from '@engawa/core'
import type { LlmRequest } from '@engawa/llm-providers'
import type { BufferedMessage, MemoryHit } from '@engawa/memory'
import type { SecretFilter } from '@engawa/secret-filter'
import { answerWithoutModel } from '../../answers/without-model.js'
import type { Intent } from '../../intent/intent.js'
import type { ChosenModel, ModelGateway } from '../../models/model-gateway.js'
import { buildPrompt } from '../../models/prompt.js'
import type { Telemetry } from '../../telemetry/telemetry.js'
import type { Answer, ExtensionResult, Turn } from '../turn.js'
import type { StageReport } from '../turn-recorder.js'

export interface ModelStagePorts {
  readonly models: ModelGateway
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly telemetry: Telemetry
  /** Each piece of the answer as it arrives. */
  readonly onDelta: (text: string) => void
  /** The model that answers, as soon as it is known. */
  readonly onModel: (model: string) => void
}

export interface Gathered {
  readonly intent: Intent
  readonly memories: readonly MemoryHit[]
  readonly extensions: readonly ExtensionResult[]
  /** Oldest first. */
  readonly history: readonly BufferedMessage[]
}

/** The answer: a model's, streamed; or, where none answers, what can be said without one. */
export async function modelStage(turn: Turn, gathered: Gathered, ports: ModelStagePorts): Promise<StageReport<Answer>> {
  const modelClass = turn.mode ?? gathered.intent.recommendedModel
  const unanswered = { text: '', model: null, provider: null, modelClass, redactions: 0 } as const

  const withoutModel = (state: 'skipped' | 'failed', reason: string, hint: string, data: JsonObject = {}) => {
    // A server's own words stand in the reason, and it may repeat what it was sent or told elsewhere.
    const text = answerWithoutModel({
      ...gathered,
      input: turn.input,
      reason: ports.filter.redact(reason).value,
      hint,
    })
    ports.onDelta(text)
    return { result: { ...unanswered, text, status: 'complete' }, state, details: reason, data } as const
  }

  if (turn.signal.aborted) {
    return {
      result: { ...unanswered, status: 'cancelled' },
      state: 'skipped',
      details: 'cancelled before it was asked',
    }
  }
  const choice = await ports.models.choose(modelClass)
  if ('missing' in choice) return withoutModel('skipped', choice.missing.detail, choice.missing.hint)

  const { chosen } = choice
  const attempt = await ask(turn, gathered, chosen, ports)
  const { text, redactions, error, data } = attempt
  const answer = { text, model: chosen.model, provider: chosen.provider, modelClass, redactions }
  if (turn.signal.aborted) {
    return { result: { ...answer, status: 'cancelled' }, state: 'failed', details: 'cancelled while it answered', data }
  }
  if (error === undefined) {
    return {
      result: { ...answer, status: 'complete' },
      state: 'complete',
      details: [`${chosen.model} answered`, chosen.note].filter((part) => part !== undefined).join('; '),
      data,
    }
  }
  ports.models.forget()
  ports.telemetry.error(error, { stage: 'llm_processing', model: chosen.model, turn_id: turn.id })
  const reason = `${chosen.model} failed: ${error instanceof Error ? error.message : String(error)}`
  if (text !== '') return { result: { ...answer, status: 'partial' }, state: 'failed', details: reason, data }
  return withoutModel('failed', reason, 'Ask again, or see `sena doctor`.', data)
}

interface Attempt {
  readonly text: string
  readonly redactions: number
  readonly error?: unknown
  readonly data: JsonObject
}

/** One model asked once. What had arrived before a failure is kept. */
async function ask(turn: Turn, gathered: Gathered, chosen: ChosenModel, ports: ModelStagePorts): Promise<Attempt> {
  let text = ''
  let data: JsonObject = { model: chosen.model, provider: chosen.provider, note: chosen.note ?? null }
  let redactions = 0
  try {
    const prompt = buildPrompt({ ...gathered, input: turn.input, context: turn.context }, chosen)
    // The guarded edge: nothing but what the filter vouches for goes on from here.
    const request = ports.filter.redact(prompt.request)
    redactions = request.findings.length
    data = { ...data, redactions, left_out: prompt.leftOut, prompt: promptAsJson(request.value) }
    ports.onModel(chosen.model)
    const say = (piece: string) => {
      text += piece
      ports.onDelta(piece)
    }
    for await (const part of ports.models.stream(request, turn.signal, turn.sessionId)) {
      if (part.type === 'text-delta') {
        // Said first, so that it also stands above an answer that breaks off.
        if (text === '' && prompt.leftOut.question > 0) say(questionCut(turn.input.length, prompt.leftOut.question))
        say(part.text)
      } else if (part.type === 'usage') data = { ...data, usage: { ...part.usage } }
      else if (part.type === 'finish') data = { ...data, finish_reason: part.reason, answered_by: part.model }
    }
    return { text, redactions, data }
  } catch (error) {
    return { text, redactions, error, data: { ...data, error: error instanceof Error ? error.message : String(error) } }
  }
}

const questionCut = (length: number, leftOut: number): string =>
  `(Your question is longer than this model can read: ${leftOut} of its ${length} characters, from its middle, were not sent.)\n\n`

/** Longest part of one message that a trace keeps. */
const maxTraced = 4_000

const promptAsJson = (request: LlmRequest): JsonObject[] =>
  request.messages.map(({ role, content }) => {
    const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')
    return { role, text: text.slice(0, maxTraced).toWellFormed(), length: text.length }
  })
