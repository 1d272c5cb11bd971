import { type Clock, isEngawaError, type LlmError, systemClock } from '@engawa/core'
import { llmError } from '../errors/llm-errors.js'
import {
  type Admission,
  admissionTo,
  afterFailure,
  type BreakerPolicy,
  usualPolicy,
  withoutProbe,
  withProbe,
} from './breaker-state.js'
import type { BreakerStore } from './breaker-store.js'

export interface BreakerOptions extends Partial<BreakerPolicy> {
  readonly store: BreakerStore
  readonly clock?: Clock
  /** Told when the store can't be read or written. Requests then go on without a breaker. */
  readonly onStoreFailure?: (error: unknown) => void
}

/** What says that the provider is down. A refusal of the one request says nothing about the next. */
const countsAsFailure: ReadonlySet<string> = new Set([
  'llm/unreachable',
  'llm/server',
  'llm/timeout',
  'llm/cut-off',
  'llm/invalid-response',
])

/** Leaves a provider alone that has failed again and again, in this process and in every other. */
export class CircuitBreaker {
  readonly #policy: BreakerPolicy
  readonly #clock: Clock

  constructor(
    private readonly provider: { readonly id: string; readonly title: string },
    private readonly options: BreakerOptions,
  ) {
    const { store: _, clock = systemClock, onStoreFailure: __, ...policy } = options
    this.#policy = { ...usualPolicy, ...policy }
    this.#clock = clock
  }

  /**
   * Ask whether a request may go. When the time is over, one request of all processes may try.
   *
   * @throws LlmError `llm/circuit-open`
   */
  async enter(): Promise<void> {
    const admission = await this.#careful(() => this.#admit(), { kind: 'closed' } as Admission)
    if (admission.kind === 'open') throw this.#refusal(admission)
  }

  async #admit(): Promise<Admission> {
    const { store } = this.options
    const look = admissionTo(await store.read(this.provider.id), this.#clock.now(), this.#policy)
    if (look.kind !== 'probe') return look
    // Asked again inside the update: of several that come at once, the first one probes.
    let admission: Admission = look
    await store.update(this.provider.id, (state) => {
      const now = this.#clock.now()
      admission = admissionTo(state, now, this.#policy)
      return admission.kind === 'probe' && state ? withProbe(state, now, this.#policy) : state
    })
    return admission
  }

  async succeeded(): Promise<void> {
    await this.#careful(async () => {
      const { store } = this.options
      if (await store.read(this.provider.id)) await store.update(this.provider.id, () => undefined)
    }, undefined)
  }

  /** Tell it how a request failed. What says nothing of the provider's health ends a probe without a verdict. */
  async failed(error: unknown): Promise<void> {
    if (!isEngawaError(error)) return
    const { code } = error
    const { store } = this.options
    await this.#careful(async () => {
      if (countsAsFailure.has(code)) {
        await store.update(this.provider.id, (state) => afterFailure(state, code, this.#clock.now(), this.#policy))
      } else if (code === 'llm/aborted') {
        await this.brokenOff()
      } else {
        // It answered, if only to refuse.
        await this.succeeded()
      }
    }, undefined)
  }

  /** The caller went away before anything was found out. */
  async brokenOff(): Promise<void> {
    await this.#careful(async () => {
      const { store } = this.options
      const state = await store.read(this.provider.id)
      if (state?.probeUntil !== undefined) await store.update(this.provider.id, withoutProbe)
    }, undefined)
  }

  #refusal({ until, reason }: Extract<Admission, { kind: 'open' }>): LlmError {
    const retryAfterMs = Math.max(0, until - this.#clock.now())
    const seconds = Math.ceil(retryAfterMs / 1_000)
    return llmError('llm/circuit-open', `${this.provider.title} failed several times and is left alone for a while.`, {
      hint: `It is tried again in ${seconds} s. Choose another model until then.`,
      details: { provider: this.provider.id, retryAfterMs, reason },
    })
  }

  /** The breaker spares time; it must never be what keeps a question from being answered. */
  async #careful<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work()
    } catch (error) {
      this.options.onStoreFailure?.(error)
      return otherwise
    }
  }
}
