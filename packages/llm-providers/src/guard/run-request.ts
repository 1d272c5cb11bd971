import type { LlmError } from '@engawa/core'
import type { Adapter, AdapterCall } from '../adapter.js'
import { cutOff } from '../errors/llm-errors.js'
import { engawaErrorIn } from '../errors/network-failure.js'
import { withoutSecret } from '../errors/without-secret.js'
import { Lifeline } from '../wire/lifeline.js'
import { watchedFetch } from '../wire/watched-fetch.js'
import { delayBeforeRetry, pause, type RetryPolicy } from './retry.js'

export interface RequestSettings {
  readonly adapter: Adapter
  readonly fetch: typeof globalThis.fetch
  readonly retry: RetryPolicy
  /** For errors that name it. */
  readonly model?: string
  readonly signal?: AbortSignal | undefined
  readonly idleTimeoutMs: number
}

/** How to open a stream, and which of its parts ends it. One that ends without it was cut off. */
export interface StreamSource<Part> {
  open(call: AdapterCall): AsyncIterable<Part>
  isLast(part: Part): boolean
}

/** Stream an answer. Tries again only while nothing of it has been delivered. */
export async function* runStream<Part>(settings: RequestSettings, source: StreamSource<Part>): AsyncGenerator<Part> {
  for (let attempt = 1; ; attempt++) {
    let delivered = false
    try {
      for await (const part of streamOnce(settings, source)) {
        delivered = true
        yield part
      }
      return
    } catch (error) {
      const wait = delivered ? undefined : delayBeforeRetry(error, attempt, settings.retry)
      if (wait === undefined) throw error
      await pause(wait, settings.signal)
    }
  }
}

async function* streamOnce<Part>(settings: RequestSettings, source: StreamSource<Part>): AsyncGenerator<Part> {
  const lifeline = new Lifeline(settings.signal, settings.idleTimeoutMs)
  const failures: unknown[] = []
  let complete = false
  try {
    // An aborted request sends nothing at all.
    if (!lifeline.signal.aborted) {
      for await (const part of source.open(callOn(lifeline, settings, failures))) {
        if (source.isLast(part)) {
          complete = true
          yield part
          return
        }
        yield part
      }
    }
    throw cutOff(settings.adapter.title)
  } catch (error) {
    throw explain(failures.at(-1) ?? error, lifeline, settings)
  } finally {
    lifeline.end({ complete })
  }
}

/** Ask for one thing, with the same care as for a stream. */
export async function runOnce<T>(settings: RequestSettings, ask: (call: AdapterCall) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const lifeline = new Lifeline(settings.signal, settings.idleTimeoutMs)
    const failures: unknown[] = []
    let complete = false
    try {
      if (lifeline.signal.aborted) throw cutOff(settings.adapter.title)
      const answer = await ask(callOn(lifeline, settings, failures))
      complete = true
      return answer
    } catch (error) {
      const explained = explain(failures.at(-1) ?? error, lifeline, settings)
      const wait = delayBeforeRetry(explained, attempt, settings.retry)
      if (wait === undefined) throw explained
      await pause(wait, settings.signal)
    } finally {
      lifeline.end({ complete })
    }
  }
}

const callOn = (lifeline: Lifeline, { adapter, fetch }: RequestSettings, failures: unknown[]): AdapterCall => ({
  fetch: watchedFetch({
    fetch,
    lifeline,
    provider: adapter.title,
    endpoint: adapter.endpoint,
    unreachableHint: adapter.unreachableHint,
    onFailure: (error) => failures.push(error),
  }),
})

/** Our own reason first, then an error that we raised below a client, then what the adapter makes of it. */
function explain(error: unknown, lifeline: Lifeline, { adapter, model }: RequestSettings): LlmError {
  const meaning = lifeline.explain(adapter.title, error) ?? engawaErrorIn(error) ?? adapter.toLlmError(error, model)
  return withoutSecret(meaning, adapter.secret)
}
