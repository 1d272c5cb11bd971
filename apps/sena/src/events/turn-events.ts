import type { Logger } from '@engawa/cli-kit'
import { type Clock, isEngawaError } from '@engawa/core'
import { createEvent, type EventBus, type EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { Answer, Turn } from '../pipeline/turn.js'

export interface TurnEventsPorts {
  readonly bus: EventBus
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly logger: Logger
  readonly clock: Clock
}

/** How a turn ended: with an answer, or with what kept it from one. */
export type TurnOutcome = { readonly answer: Answer } | { readonly error: unknown }

/** Tells the rest of Engawa how turns end, in the words of the catalogue. Nobody's listening can fail a turn. */
export class TurnEvents {
  readonly #ports: TurnEventsPorts

  constructor(ports: TurnEventsPorts) {
    this.#ports = ports
  }

  ended(turn: Turn, outcome: TurnOutcome, durationMs: number): void {
    const { bus, filter, logger } = this.#ports
    this.#event(turn, outcome, Math.round(durationMs))
      .then((event) => bus.publish(filter.redact(event)))
      .catch((error: unknown) =>
        logger.warn(`The end of a turn was not announced: ${String(error)}`, { turn_id: turn.id }),
      )
  }

  #event(turn: Turn, outcome: TurnOutcome, duration_ms: number): Promise<EventEnvelope> {
    const options = { source: 'sena', clock: this.#ports.clock, correlationId: turn.id }
    const session_id = turn.sessionId
    if ('answer' in outcome && outcome.answer.text !== '') {
      const { model, provider } = outcome.answer
      const payload = {
        session_id,
        message_id: turn.answerId,
        duration_ms,
        provider: provider ?? 'none',
        model: model ?? 'none',
      }
      return createEvent('sena.turn.completed', payload, options)
    }
    return createEvent('sena.turn.failed', { session_id, duration_ms, code: codeOf(outcome) }, options)
  }
}

function codeOf(outcome: TurnOutcome): string {
  if ('answer' in outcome) return 'sena/cancelled'
  return isEngawaError(outcome.error) ? outcome.error.code : 'internal'
}
