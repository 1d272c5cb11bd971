import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '@engawa/core'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import type { Settings } from '../settings/settings-schema.js'
import type { ApiPorts } from './api-ports.js'
import { createApp } from './app.js'
import { LiveSockets } from './live/live-sockets.js'
import { originsOf } from './security/cross-origin.js'
import { createRequestGuard } from './security/request-guard.js'
import type { WebFiles } from './web-files.js'

export interface ServerOptions {
  readonly ports: ApiPorts
  readonly settings: Settings['api']
  readonly web: WebFiles | undefined
}

export interface RunningServer {
  /** `http://127.0.0.1:8000` */
  readonly url: string
  /** No new connections; what is under way goes on. */
  stopListening(): void
  /** Followers of the live feed are told, then everything that is still open is cut. */
  close(): Promise<void>
}

/** Longest message that a follower may send; a subscription takes a hundred bytes. */
const maxFrameBytes = 16 * 1024

/** Time for the last bytes of answers to leave, in milliseconds. */
const lastBytesMs = 500

/** @throws ConfigError when the host is not this machine's own, or the port is taken */
export async function startServer({ ports, settings, web }: ServerOptions): Promise<RunningServer> {
  checkLoopback(settings.host)
  const sockets = new LiveSockets({
    feed: ports.feed,
    heartbeatSeconds: settings.websocket.heartbeat_interval,
    maxConnections: settings.websocket.max_connections,
  })
  const crossOrigins = settings.cors.enabled ? originsOf(settings.cors.origins) : []
  const guard = createRequestGuard({ allowedHosts: settings.allowed_hosts, allowedOrigins: crossOrigins })
  const app = createApp({ ports, sockets, guard, crossOrigins, web })
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes })
  const server = createAdaptorServer({
    fetch: app.fetch,
    // The two packages describe the same object; they differ on which of its options may be left out.
    websocket: { server: webSockets as unknown as WebSocketServerLike },
  }) as Server
  const closed = new Promise<void>((resolve) => {
    server.once('close', resolve)
  })
  await listen(server, settings)
  const { port } = server.address() as AddressInfo
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  return {
    url: `http://${host}:${port}`,
    stopListening: () => {
      server.close()
    },
    async close() {
      sockets.close()
      server.close()
      const timer = setTimeout(() => server.closeAllConnections(), lastBytesMs)
      await closed
      clearTimeout(timer)
    },
  }
}

function checkLoopback(host: string): void {
  if (host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)) return
  throw new ConfigError(`Sena listens on this machine only, not on ${host}.`, {
    code: 'sena/not-loopback',
    hint: 'Set api.host to 127.0.0.1. To reach Sena from elsewhere, use an SSH tunnel.',
  })
}

function listen(server: Server, { host, port }: Settings['api']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)))
    server.listen(port, host, resolve)
  })
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(`Port ${port} on ${host} is taken by another program.`, {
      code: 'sena/port-taken',
      hint: 'Choose another with --port, SENA_PORT or api.port in settings.yaml.',
      cause: error,
    })
  }
  if (error.code === 'EACCES') {
    return new ConfigError(`The system does not let you use port ${port}.`, {
      code: 'sena/port-forbidden',
      hint: 'Choose one above 1023 with --port, SENA_PORT or api.port in settings.yaml.',
      cause: error,
    })
  }
  return new ConfigError(`Sena can't listen on ${host}:${port}: ${error.message}`, {
    code: 'sena/listen',
    cause: error,
  })
}
