import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** How long a browser may remember what it was told of an origin, in seconds. */
const rememberedFor = 600

/** As browsers send them: without the slash or the path that an address bar shows. */
export function originsOf(urls: readonly string[]): readonly string[] {
  return urls.map((url) => {
    const { origin } = new URL(url)
    // Of a scheme that is not the web's the standard says nothing: a browser extension's stands as it is.
    return origin === 'null' ? url : origin
  })
}

/**
 * Lets pages of the listed origins read what Sena answers, and send it JSON.
 *
 * Everybody else's requests pass untouched: setting a header on a response takes it off the fast path.
 */
export function allowCrossOrigin(origins: readonly string[]): MiddlewareHandler {
  const listed = new Set(origins)
  const allow = cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['content-type'],
    maxAge: rememberedFor,
  })
  return (c, next) => (listed.has(c.req.header('origin') ?? '') ? allow(c, next) : next())
}
