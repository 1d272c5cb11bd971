import type { Logger } from '@engawa/cli-kit'
import { type Clock, isEngawaError, type JsonObject, timestamp } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { TelemetryRepository } from '../database/repositories/telemetry-repository.js'
import type { Announce } from '../live/live-event.js'

export interface TelemetryOptions {
  readonly repository: TelemetryRepository
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly announce: Announce
  readonly logger: Logger
  readonly clock: Clock
}

/** Metrics and errors on their way to the database. Never throws: measuring must not break what it measures. */
export class Telemetry {
  readonly #options: TelemetryOptions

  constructor(options: TelemetryOptions) {
    this.#options = options
  }

  metric(name: string, value: number, tags: JsonObject = {}): void {
    const { repository, announce, clock } = this.#options
    const at = timestamp(clock)
    this.#quietly('metric', () => repository.addMetric({ timestamp: at, name, value, tags }))
    announce({ type: 'telemetry', data: { name, value, timestamp: at } })
  }

  /** `context`: stage, model, turn. Logged as an error too, so that it shows where people look. */
  error(error: unknown, context: JsonObject): void {
    const { repository, filter, logger, clock } = this.#options
    const type = isEngawaError(error) ? error.code : error instanceof Error ? error.name : 'unknown'
    const message = error instanceof Error ? error.message : String(error)
    logger.error(message, { error_type: type, ...context })
    this.#quietly('error', () => {
      const safe = filter.redact({
        errorMessage: message,
        stackTrace: (error instanceof Error && error.stack) || null,
        context,
      }).value
      repository.addError({ timestamp: timestamp(clock), errorType: type, ...safe })
    })
  }

  #quietly(what: string, write: () => void): void {
    try {
      write()
    } catch (cause) {
      this.#options.logger.warn(`A ${what} could not be stored: ${String(cause)}`)
    }
  }
}
