import { isEngawaError } from '@engawa/core'
import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiPorts } from './api-ports.js'
import type { LiveSockets } from './live/live-sockets.js'
import { problemResponse, RequestRefused, toProblem } from './problem.js'
import { chatRoutes } from './routes/chat.js'
import { debugRoutes } from './routes/debug.js'
import { extensionRoutes } from './routes/extensions.js'
import { memoryRoutes } from './routes/memory.js'
import { sessionRoutes } from './routes/sessions.js'
import { telemetryRoutes } from './routes/telemetry.js'
import { traceRoutes } from './routes/traces.js'
import { allowCrossOrigin } from './security/cross-origin.js'
import type { RequestSource } from './security/request-guard.js'
import type { WebFiles } from './web-files.js'

export interface AppOptions {
  readonly ports: ApiPorts
  readonly sockets: LiveSockets
  /** @throws RequestRefused for a host or an origin that is not ours */
  readonly guard: (source: RequestSource) => void
  /** Whose pages may read the answers, beside this machine's own that Sena serves. */
  readonly crossOrigins: readonly string[]
  /** The built web interface, where there is one. */
  readonly web: WebFiles | undefined
}

/** Every route. What a request may do is decided before anything is read of it. */
export function createApp({ ports, sockets, guard, crossOrigins, web }: AppOptions): Hono {
  const app = new Hono()

  app.use(async (c, next) => {
    guard({ host: c.req.header('host'), origin: c.req.header('origin') })
    // Before `next()`: a header that is set afterwards takes every response off the fast path.
    c.header('x-content-type-options', 'nosniff')
    await next()
  })
  if (crossOrigins.length > 0) app.use('/api/*', allowCrossOrigin(crossOrigins))
  app.use('/api/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    await next()
  })

  app.route('/api/v1/chat', chatRoutes(ports))
  app.route('/api/v1/sessions', sessionRoutes(ports))
  app.route('/api/v1/memory', memoryRoutes(ports))
  app.route('/api/v1/extensions', extensionRoutes(ports))
  app.route('/api/v1/traces', traceRoutes(ports))
  app.route('/api/v1/telemetry', telemetryRoutes(ports))
  app.route(
    '/api/v1/debug',
    debugRoutes(ports, () => sockets.count),
  )
  app.get('/api/v1/health', async (c) => c.json(await ports.health()))
  // Reached only once everything is open: the server listens last.
  app.get('/api/v1/ready', (c) => c.json({ ready: true }))
  app.get('/ws/stream', upgradeWebSocket(sockets.accept))

  app.get('*', async (c, next) => {
    const file = c.req.path.startsWith('/api/') ? undefined : await web?.respond(c.req.path)
    return file ?? next()
  })
  app.notFound((c) =>
    problemResponse(toProblem(new RequestRefused(404, 'api/not-found', `Nothing is at ${c.req.path.slice(0, 200)}.`))),
  )
  app.onError((error, c) => {
    const problem = toProblem(error)
    if (!isEngawaError(error) || problem.status >= 500) {
      ports.logger.error(error.message, { method: c.req.method, route: c.req.routePath, code: problem.code })
    }
    return problemResponse(problem)
  })
  return app
}
