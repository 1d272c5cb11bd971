import type { LlmError } from '@engawa/core'
import { llmError } from '../errors/llm-errors.js'

/**
 * The life of one request: it ends when the caller aborts, when nothing arrives for too long, or when its owner is
 * done with it. Ending it closes the socket, because every fetch of the request carries its signal.
 */
export class Lifeline {
  readonly #controller = new AbortController()
  readonly #abort = () => this.#endFor('aborted')
  #endedFor: 'aborted' | 'silence' | undefined

  constructor(
    private readonly caller: AbortSignal | undefined,
    private readonly idleTimeoutMs: number,
  ) {
    if (caller?.aborted) this.#abort()
    else caller?.addEventListener('abort', this.#abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Wait for something from the network. Only such waits count as silence: a slow reader is no dead server. */
  async waiting<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#endFor('silence'), this.idleTimeoutMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }

  /** Why the request was ended from this side, as an error. Undefined when it was not. */
  explain(provider: string, cause?: unknown): LlmError | undefined {
    if (this.#endedFor === 'aborted' && isTimeout(this.caller?.reason)) {
      return llmError('llm/timeout', `${provider} did not finish in the time it was given.`, {
        hint: 'What had arrived is kept. Ask again, or allow more time.',
      })
    }
    if (this.#endedFor === 'aborted') {
      return llmError('llm/aborted', `The request to ${provider} was stopped.`, { hint: 'What had arrived is kept.' })
    }
    if (this.#endedFor === 'silence') {
      return llmError('llm/timeout', `${provider} sent nothing for ${this.idleTimeoutMs / 1_000} s.`, {
        hint: 'The model may be loading or overloaded. Ask again, or allow more time.',
        ...(cause === undefined ? {} : { cause }),
      })
    }
    return undefined
  }

  /** Let go of the caller's signal. Closes the socket unless the answer was read to its end. */
  end({ complete }: { readonly complete: boolean }): void {
    this.caller?.removeEventListener('abort', this.#abort)
    if (!complete) this.#controller.abort()
  }

  #endFor(reason: 'aborted' | 'silence'): void {
    this.#endedFor ??= reason
    this.#controller.abort()
  }
}

/** What `AbortSignal.timeout` gives as its reason. */
const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError'
