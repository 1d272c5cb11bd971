/** An answer with a status other than 2xx, before an adapter has said what it means. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'

  constructor(
    readonly status: number,
    /** The body: parsed when it is JSON, otherwise its first characters. */
    readonly body: unknown,
    /** How long the server asks to wait, in milliseconds. */
    readonly retryAfterMs: number | undefined,
  ) {
    super(`HTTP ${status}`)
  }
}

/** More of an error's body than this is never read. */
const longestBody = 64 * 1024

export async function readHttpFailure(response: Response, now: number = Date.now()): Promise<HttpFailure> {
  const text = await readStart(response)
  return new HttpFailure(response.status, parsed(text), retryAfterOf(response.headers, now))
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      if (text.length > longestBody) break
    }
  } catch {
    // The status already says that it failed; a body that broke off adds nothing.
  }
  return text.slice(0, longestBody)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 200)
  }
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '')
  if (milliseconds >= 0) return milliseconds
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000
  // `Date.parse` takes nearly anything for a date: `-3` is a year to it. HTTP's dates begin with a weekday.
  const date = /^[a-z]/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
