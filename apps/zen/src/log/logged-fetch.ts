import type { CommandLog } from '@engawa/cli-kit'

/**
 * A `fetch` that notes down what goes out and what comes back: address, size, try and time for `--verbose`, the body
 * itself for `--debug` and `ZEN_DEBUG=1`. No header is noted, as keys are there; the log's own filter reads all of it.
 */
export function loggedFetch(
  fetch: typeof globalThis.fetch,
  log: Pick<CommandLog, 'info' | 'debug'>,
  now: () => number = performance.now.bind(performance),
): typeof globalThis.fetch {
  /** Failures in a row, by address: the next try of it is a repetition. */
  const failures = new Map<string, number>()
  return async (input, init) => {
    const { origin, pathname } = new URL(input instanceof Request ? input.url : String(input))
    const url = `${origin}${pathname}`
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const attempt = (failures.get(url) ?? 0) + 1
    const body = typeof init?.body === 'string' ? init.body : undefined
    const again = attempt === 1 ? {} : { attempt }
    log.info('sending', { method, url, ...again, ...(body === undefined ? {} : { characters: body.length }) })
    if (body !== undefined) log.debug('sent', { url, body })
    const started = now()
    const ms = () => Math.round(now() - started)
    try {
      const response = await fetch(input, init)
      failures.set(url, response.ok ? 0 : attempt)
      log.info('headers came', { url, status: response.status, ms: ms() })
      return response
    } catch (error) {
      failures.set(url, attempt)
      log.info('nothing came', {
        url,
        ...again,
        ms: ms(),
        error: error instanceof Error ? error.message : String(error),
      })
      throw error
    }
  }
}
