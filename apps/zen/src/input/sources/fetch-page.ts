import { exitCodes, UserError } from '@engawa/core'
import { isLoopback, offlineRefusal } from '../../offline/is-loopback.js'
import { maxImageBytes } from './read-bounded.js'
import { parseUrl, type Reach, reachOf } from './web-address.js'

export interface PageOptions {
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
  /** `typed`: a person wrote the address and may mean a machine near them. `never`: somebody else did. */
  readonly nearby: 'typed' | 'never'
  /** Only pages of this machine, and no name is looked up. */
  readonly offline?: boolean
  /** Milliseconds for the whole page. 20 s unless told. */
  readonly timeoutMs?: number
}

const mostRedirects = 5
const timeLimit = 20_000

/**
 * The bytes behind an address.
 *
 * A person may name a page of their own machine or network; a page out there may not send zen to one, and nobody to
 * the addresses at which machines find their own credentials.
 *
 * @throws UserError `zen/private-address`, `zen/page-failed`, `zen/large-file`
 */
export async function fetchPage(url: URL, options: PageOptions): Promise<Uint8Array> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? timeLimit)
  const signal = AbortSignal.any([options.signal, limit])
  let at = url
  // Only what was typed is trusted to be near: of a name that a proxy alone knows, nobody here can say where it led.
  let mayBeNear = options.nearby === 'typed'
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      if (options.offline === true && !isLoopback(at.hostname)) throw offlineRefusal(`${at.host} is elsewhere`)
      const reach = await reachOf(at)
      refuseNear(at, reach, { mayBeNear, wasRedirected: redirects > 0 })
      mayBeNear = reach === 'loopback' || reach === 'private'
      const response = await options.fetch(at, { redirect: 'manual', signal, headers: { accept: 'text/*, */*;q=0.5' } })
      const next = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel()
        at = parseUrl(new URL(next, at).href) ?? at
        continue
      }
      if (!response.ok) throw failed(url, `answered ${response.status}`)
      return await boundedBody(response, url)
    }
    throw failed(url, `redirects more than ${mostRedirects} times`)
  } catch (error) {
    if (error instanceof UserError || options.signal.aborted) throw error
    if (limit.aborted) throw failed(url, 'took too long')
    throw failed(url, `can't be reached (${reasonOf(error)})`, error)
  }
}

/** @throws UserError `zen/private-address` */
function refuseNear(
  url: URL,
  reach: Reach | undefined,
  { mayBeNear, wasRedirected }: { readonly mayBeNear: boolean; readonly wasRedirected: boolean },
): void {
  if (reach === 'public' || reach === undefined || (reach !== 'link' && mayBeNear)) return
  const how = wasRedirected ? 'was redirected to' : 'is'
  const what = reach === 'link' ? 'where machines keep credentials' : 'an address of this machine or network'
  throw new UserError(`${url.host} ${how} ${what} and was not read`, {
    code: 'zen/private-address',
    hint: 'If you do want it, fetch it yourself and pipe it in: curl … | zen chat "…"',
  })
}

async function boundedBody(response: Response, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    // One byte more than an image may have tells that it is too long; the rest is not awaited.
    if (length > maxImageBytes) break
  }
  if (length === 0) throw failed(url, 'is empty')
  return Buffer.concat(chunks)
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return (cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : String(cause))
}

const failed = (url: URL, why: string, cause?: unknown): UserError =>
  new UserError(`${url.href} ${why}`, {
    code: 'zen/page-failed',
    hint: 'Check the address after -f, or fetch it yourself and pipe it in: curl … | zen chat "…"',
    exitCode: exitCodes.provider,
    cause,
  })
