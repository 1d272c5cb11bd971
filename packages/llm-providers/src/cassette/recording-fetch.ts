import type { SecretFilter } from '@engawa/secret-filter'
import { maskedHeaders } from '../errors/masked-headers.js'
import { networkCodeOf } from '../errors/network-failure.js'
import type { Exchange, ExchangeResponse } from './cassette.js'

type Fetch = typeof globalThis.fetch

type Ending = Pick<ExchangeResponse, 'cut' | 'unread'>

export interface RecordingOptions {
  readonly fetch: Fetch
  /** Takes secrets out of bodies, of answers too: a model can repeat what it was told. */
  readonly filter: Pick<SecretFilter, 'redactText'>
  /** Called once for each exchange, when it has ended, however it ended. */
  readonly onExchange: (exchange: Exchange) => void
}

/**
 * A `fetch` that writes down what goes over the wire, for tests and for reports of faults, and changes nothing of it.
 * Give it to `createProvider` as `fetch`. What is recorded has passed the secret filter; headers that authorise are
 * masked; a body that the filter can't vouch for is left out.
 */
export function recordingFetch({ fetch, filter, onExchange }: RecordingOptions): Fetch {
  const clean = (text: string): string => {
    try {
      return filter.redactText(text).text
    } catch {
      return '‹left out: the secret filter could not vouch for it›'
    }
  }
  return async (input, init) => {
    const asked = new Request(input instanceof Request ? input.clone() : input, init)
    const { pathname, search } = new URL(asked.url)
    const request = {
      method: asked.method,
      path: clean(pathname + search),
      headers: maskedHeaders(asked.headers),
      body: clean(await asked.text()),
    }
    let response: Response
    try {
      response = await fetch(input, init)
    } catch (error) {
      onExchange({ request, response: { unreachable: networkCodeOf(error) ?? 'failed' } })
      throw error
    }
    const { status, statusText, headers } = response
    const record = (body: string, end: Ending) =>
      onExchange({ request, response: { status, headers: maskedHeaders(headers), body: clean(body), ...end } })
    if (response.body === null) {
      record('', {})
      return response
    }
    return new Response(copied(response.body, record), { status, statusText, headers })
  }
}

/** The same bytes at the same pace, and at the end, whichever it is, all of them to `record`. */
function copied(
  body: ReadableStream<Uint8Array>,
  record: (text: string, end: Ending) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) {
            text += decoder.decode(value, { stream: true })
            controller.enqueue(value)
            return
          }
          controller.close()
          record(text + decoder.decode(), {})
        } catch (error) {
          record(text, { cut: true })
          controller.error(error)
        }
      },
      cancel(reason) {
        record(text, { unread: true })
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
