import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** One request as it arrived: what reached the model. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly bodyText: string
  /** The parsed body; `undefined` when there was none or it was not JSON. */
  readonly body: unknown
  /** How the exchange ended, seen from the server: the client hung up, or the answer was sent (or cut) by us. */
  readonly ended: Promise<'finished' | 'client-gone'>
}

export async function recordRequest(request: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
  const ended = new Promise<'finished' | 'client-gone'>((resolve) => {
    response.once('close', () =>
      resolve(response.writableFinished || cutByUs.has(response) ? 'finished' : 'client-gone'),
    )
  })
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bodyText = Buffer.concat(chunks).toString('utf8')
  return {
    method: request.method ?? 'GET',
    path: new URL(request.url ?? '/', 'http://fake').pathname,
    headers: request.headers,
    bodyText,
    body: parseOrUndefined(bodyText),
    ended,
  }
}

const cutByUs = new WeakSet<ServerResponse>()

/** Close the socket in the middle, on purpose. */
export function cutResponse(response: ServerResponse): void {
  cutByUs.add(response)
  response.destroy()
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
