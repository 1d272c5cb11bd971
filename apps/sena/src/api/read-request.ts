import type { Context } from 'hono'
import type * as z from 'zod'
import { type FieldError, RequestRefused } from './problem.js'

/** Longest body: the largest message with the largest context, in UTF-8, fits. */
export const maxBodyBytes = 6 * 1024 * 1024

/** @throws RequestRefused 413, 415, 400 or 422, with every wrong field */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  // A form of a foreign page can send every type but this one without asking first.
  if (!/^application\/json(?:;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new RequestRefused(415, 'api/not-json', 'The body must be JSON.', {
      hint: 'Send the header content-type: application/json.',
    })
  }
  return parse(schema, parseJson(await readLimited(c.req.raw)))
}

export const readQuery = <S extends z.ZodType>(c: Context, schema: S): z.output<S> => parse(schema, c.req.query())

/** Read as it arrives, so that a body that is too large is never held whole, whatever its length claims. */
async function readLimited(request: Request): Promise<string> {
  const tooLarge = () =>
    new RequestRefused(413, 'api/too-large', `The body is larger than ${maxBodyBytes / 2 ** 20} MiB.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge()
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's words quote the body, which may hold anything.
    throw new RequestRefused(400, 'api/malformed-json', 'The body is not valid JSON.')
  }
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(
    ({ path, message }): FieldError => ({ path: path.map(String).join('.'), message }),
  )
  const [first] = fields
  const detail = first === undefined ? 'The request is invalid.' : `${first.path || 'request'}: ${first.message}`
  throw new RequestRefused(422, 'api/invalid-request', detail, { fields })
}
