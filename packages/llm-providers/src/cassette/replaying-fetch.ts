import type { Exchange, ExchangeResponse } from './cassette.js'

type Fetch = typeof globalThis.fetch

/**
 * A `fetch` that answers from a recording and touches no network. Each exchange plays once, the first that has the
 * request's method and path; the body of a request is compared too when `strict`.
 *
 * @throws Error naming the request when the recording has none left for it
 */
export function replayingFetch(exchanges: readonly Exchange[], { strict = false } = {}): Fetch {
  const left = [...exchanges]
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    const path = pathname + search
    const body = await request.text()
    const at = left.findIndex(
      ({ request: recorded }) =>
        recorded.method === request.method && recorded.path === path && (!strict || recorded.body === body),
    )
    const [exchange] = at < 0 ? [] : left.splice(at, 1)
    if (!exchange) throw new Error(`The recording has no answer left for ${request.method} ${path}.`)
    const { response } = exchange
    if ('unreachable' in response) {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('replayed'), { code: response.unreachable }),
      })
    }
    return replayed(response)
  }
}

/** Headers that speak of the bytes as they were: the recording has them unpacked. */
const ofTransfer = /^(content-encoding|content-length|transfer-encoding|connection)$/i

function replayed({ status, headers, body, cut }: ExchangeResponse): Response {
  const kept = Object.entries(headers).filter(([name]) => !ofTransfer.test(name))
  const init = { status, headers: Object.fromEntries(kept) }
  if (status === 204 || status === 304) return new Response(null, init)
  const bytes = new TextEncoder().encode(body)
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes)
      if (!cut) controller.close()
    },
    pull(controller) {
      if (cut) controller.error(new TypeError('terminated'))
    },
  })
  return new Response(stream, init)
}
