import type { Redacted } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import { vouchedFor } from '../vouched-for.js'
import { matchesTopic } from './topic-pattern.js'

export type EventHandler = (event: EventEnvelope) => void | Promise<void>

export interface EventBus {
  /**
   * @param pattern `perth.milestone.recorded`, `perth.*.created`, `perth.#`
   * @returns ends the subscription
   */
  subscribe(pattern: string, handler: EventHandler): () => void
  /** Resolves when every handler is done. A handler's failure is reported and disturbs nobody else. */
  publish(event: Redacted<EventEnvelope>): Promise<void>
}

export interface EventBusOptions {
  readonly onError: (error: unknown, context: { readonly event: EventEnvelope; readonly pattern: string }) => void
}

/** Carries events within one process. */
export function createEventBus({ onError }: EventBusOptions): EventBus {
  const subscriptions = new Set<{ readonly pattern: string; readonly handler: EventHandler }>()
  return {
    subscribe(pattern, handler) {
      const subscription = { pattern, handler }
      subscriptions.add(subscription)
      return () => void subscriptions.delete(subscription)
    },
    async publish(redacted) {
      const event = vouchedFor(redacted)
      const wanted = [...subscriptions].filter(({ pattern }) => matchesTopic(pattern, event.event_type))
      await Promise.all(
        wanted.map(async ({ pattern, handler }) => {
          try {
            await handler(event)
          } catch (error) {
            onError(error, { event, pattern })
          }
        }),
      )
    },
  }
}
