import { isEngawaError } from '@engawa/core'
import { readHttpFailure } from '../errors/http-failure.js'
import { cutOff } from '../errors/llm-errors.js'
import { unreachable } from '../errors/network-failure.js'
import type { Lifeline } from './lifeline.js'

export interface WatchedFetchOptions {
  readonly fetch: typeof globalThis.fetch
  readonly lifeline: Lifeline
  /** Name of the provider in errors. */
  readonly provider: string
  readonly endpoint: string
  readonly unreachableHint: string
  /** Told of what is thrown, because a client may throw something else in its place. */
  readonly onFailure?: (error: unknown) => void
}

/**
 * The `fetch` that the official clients are given. It makes every request end with its lifeline, tells a server that
 * was never reached from an answer that broke off, and hands out failures before a client can log, retry or reword
 * them.
 *
 * Redirects are not followed: a local server must not send a conversation on to another machine.
 *
 * @throws LlmError `llm/unreachable` and `llm/cut-off`; HttpFailure for a status other than 2xx
 */
export function watchedFetch(options: WatchedFetchOptions): typeof globalThis.fetch {
  const { lifeline, provider, endpoint, unreachableHint } = options
  const fail = (error: unknown) => {
    options.onFailure?.(error)
    return error
  }
  return async (input, init) => {
    const signal = init?.signal ? AbortSignal.any([init.signal, lifeline.signal]) : lifeline.signal
    let response: Response
    try {
      response = await lifeline.waiting(options.fetch(input, { ...init, signal, redirect: 'manual' }))
    } catch (error) {
      throw fail(
        signal.aborted || isEngawaError(error) ? error : unreachable(provider, endpoint, unreachableHint, error),
      )
    }
    if (!response.ok) throw fail(await lifeline.waiting(readHttpFailure(response)))
    if (response.body === null) return response
    const { status, statusText, headers } = response
    return new Response(watchedBody(response.body, lifeline, provider), { status, statusText, headers })
  }
}

function watchedBody(
  body: ReadableStream<Uint8Array>,
  lifeline: Lifeline,
  provider: string,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await lifeline.waiting(reader.read())
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          // Not an AbortError by name: the clients take that for a stream that ended well.
          controller.error(lifeline.explain(provider, error) ?? cutOff(provider, error))
        }
      },
      // Who doesn't read on isn't told how it would have ended: a break after an answer's last event breaks nothing.
      cancel: (reason) => reader.cancel(reason).catch(() => undefined),
    },
    // Nothing is read ahead, so that silence is measured only while someone waits.
    { highWaterMark: 0 },
  )
}
