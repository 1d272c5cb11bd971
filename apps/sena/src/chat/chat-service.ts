import type { Logger } from '@engawa/cli-kit'
import { createId, type JsonObject, RecoverableError, timestamp } from '@engawa/core'
import type { ChatResponse, ChatStreamEvent } from '@engawa/sena-client'
import type { TurnEnd, TurnRepository, TurnStatus } from '../database/repositories/turn-repository.js'
import type { TurnEvents, TurnOutcome } from '../events/turn-events.js'
import type { ModelClass } from '../intent/intent.js'
import { publicError, withErrorsRecorded } from '../pipeline/error-wrapping.js'
import { type PipelinePorts, runPipeline } from '../pipeline/pipeline.js'
import type { Answer, Turn } from '../pipeline/turn.js'
import { TurnRecorder } from '../pipeline/turn-recorder.js'
import { type ActiveTurn, ActiveTurns } from './active-turns.js'
import { chatResponse } from './chat-response.js'
import { ProgressSaver } from './progress-saver.js'
import { SessionQueue } from './session-queue.js'
import { type AnswerFate, fateOfAnswer } from './unstored-answer.js'

export interface ChatInput {
  readonly message: string
  readonly sessionId?: string
  readonly context?: readonly string[]
  readonly mode?: ModelClass
}

export interface ChatServicePorts extends PipelinePorts {
  readonly turns: TurnRepository
  readonly turnEvents: TurnEvents
  readonly logger: Logger
}

/** Longest part of a question that traces and watchers see. */
const maxShownInput = 500

/** Takes questions, runs each through the pipeline, and sees to it that nothing accepted is lost. */
export class ChatService {
  readonly active = new ActiveTurns()
  readonly #ports: ChatServicePorts
  readonly #queue = new SessionQueue()
  readonly #running = new Set<Promise<unknown>>()
  #closing = false

  constructor(ports: ChatServicePorts) {
    this.#ports = ports
  }

  /**
   * Answer one question. `onEvent` hears `accepted` once the question is on the disk, then the answer's pieces, then
   * `done` or `error`.
   *
   * The turn goes on when the asker has left: its answer is found in the conversation.
   */
  async answer(input: ChatInput, onEvent: (event: ChatStreamEvent) => void = () => {}): Promise<ChatResponse> {
    this.#refuseWhenClosing()
    const controller = new AbortController()
    const turn: Turn = {
      id: createId(),
      sessionId: input.sessionId ?? createId(),
      messageId: createId(),
      answerId: createId(),
      input: input.message,
      context: input.context ?? [],
      signal: controller.signal,
      ...(input.mode === undefined ? {} : { mode: input.mode }),
    }
    const work = this.#queue.run(turn.sessionId, () => this.#run(turn, controller, onEvent))
    this.#running.add(work)
    try {
      const response = await work
      onEvent({ type: 'done', result: response })
      return response
    } catch (error) {
      const { code, message, hint } = publicError(error)
      onEvent({ type: 'error', turn_id: turn.id, code, message, hint: hint ?? null })
      throw error
    } finally {
      this.#running.delete(work)
    }
  }

  /** Take no more questions, also of those that wait; let the running ones finish within `graceMs`, then store what has arrived of them. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true
    const finished = Promise.allSettled([...this.#running])
    let timer: NodeJS.Timeout | undefined
    const grace = new Promise((resolve) => {
      timer = setTimeout(resolve, graceMs)
    })
    await Promise.race([finished, grace])
    clearTimeout(timer)
    this.active.cancelAll()
    await finished
  }

  #refuseWhenClosing(): void {
    if (!this.#closing) return
    throw new RecoverableError('Sena is shutting down.', { code: 'sena/closing', hint: 'Ask again when it is back.' })
  }

  async #run(
    turn: Turn,
    controller: AbortController,
    onEvent: (event: ChatStreamEvent) => void,
  ): Promise<ChatResponse> {
    // It may have waited for the one before it.
    this.#refuseWhenClosing()
    const { turns, turnEvents, announce, telemetry, clock } = this.#ports
    const started = clock.monotonic()
    const recorder = new TurnRecorder(turn, this.#ports)
    const active: ActiveTurn = {
      turnId: turn.id,
      sessionId: turn.sessionId,
      stage: () => recorder.current,
      model: null,
      controller,
    }
    let status: Exclude<TurnStatus, 'running'> = 'failed'
    let outcome: TurnOutcome = { error: undefined }
    const progress = new ProgressSaver(
      (partialAnswer) => turns.saveProgress(turn.id, { partialAnswer, model: active.model }),
      clock,
    )
    this.active.add(active)
    try {
      return await withErrorsRecorded(turn, recorder, telemetry, async () => {
        await this.#accept(turn)
        onEvent({ type: 'accepted', session_id: turn.sessionId, turn_id: turn.id, message_id: turn.messageId })
        await this.#fillBuffer(turn)
        const result = await runPipeline(turn, this.#ports, {
          recorder,
          onModel: (model) => {
            active.model = model
          },
          onDelta: (text) => {
            onEvent({ type: 'delta', turn_id: turn.id, text })
            progress.add(text)
          },
        })
        status = result.answer.status
        outcome = { answer: result.answer }
        active.model = result.answer.model
        const durationMs = clock.monotonic() - started
        telemetry.metric('response_time', durationMs / 1_000, answeringModel(result.answer))
        return chatResponse(turn, result, durationMs)
      })
    } catch (error) {
      outcome = { error }
      throw error
    } finally {
      this.active.remove(turn.id)
      const durationMs = clock.monotonic() - started
      const fate = 'error' in outcome && progress.begun ? this.#keep(turn, progress, outcome.error) : undefined
      if (fate !== 'retried') this.#end(turn, { status, model: active.model, durationMs }, fate)
      announce({
        type: 'turn_finished',
        data: {
          turn_id: turn.id,
          session_id: turn.sessionId,
          status,
          model_used: active.model,
          duration_ms: durationMs,
        },
      })
      turnEvents.ended(turn, outcome, durationMs)
    }
  }

  /** The turn is opened before the question is stored, so that a crash between the two leaves no stray question. */
  async #accept(turn: Turn): Promise<void> {
    const { turns, conversations, announce, clock } = this.#ports
    const input = this.#shownInput(turn.input)
    const { id, sessionId, messageId, answerId } = turn
    turns.begin({ id, sessionId, messageId, answerId, input, startedAt: timestamp(clock) })
    await conversations.storeQuestion(turn, input)
    announce({ type: 'turn_started', data: { turn_id: id, session_id: sessionId, input } })
  }

  /** Redacted whole, then cut: half a secret is none that a rule knows. */
  #shownInput(input: string): string {
    try {
      return this.#ports.filter.redactText(input).text.slice(0, maxShownInput).toWellFormed()
    } catch {
      return '(withheld: the secret filter could not vouch for it)'
    }
  }

  /** After a restart the buffer is empty; the conversation itself is not. */
  async #fillBuffer(turn: Turn): Promise<void> {
    const { buffer, conversations } = this.#ports
    if (buffer.has(turn.sessionId)) return
    // The last one is the question that is being asked.
    const messages = await conversations.recent(turn.sessionId, buffer.maxMessages + 1)
    buffer.add(turn.sessionId, ...messages.slice(0, -1))
  }

  /** What was shown of an answer that could not be stored. */
  #keep(turn: Turn, progress: ProgressSaver, error: unknown): AnswerFate {
    progress.saveNow()
    const fate = fateOfAnswer(error)
    this.#ports.logger.error(`An answer could not be stored; it is ${fate}: ${String(error)}`, { turn_id: turn.id })
    return fate
  }

  #end(turn: Turn, end: TurnEnd, fate: AnswerFate | undefined): void {
    try {
      this.#ports.turns.end(turn.id, end, { keepAnswer: fate === 'kept' })
    } catch (error) {
      // Stays `running` on the disk: the next start finds it and closes it.
      this.#ports.logger.error(`The end of a turn could not be stored: ${String(error)}`, { turn_id: turn.id })
    }
  }
}

/** A model's times are those of the turns that it answered to the end: without one an answer takes no time. */
const answeringModel = ({ model, modelClass, status }: Answer): JsonObject =>
  model !== null && status === 'complete' ? { model_class: modelClass } : {}
