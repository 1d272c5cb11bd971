import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from '@engawa/core'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { McpServer } from './create-mcp-server.js'
import { refusalOf } from './local-requests.js'

const host = '127.0.0.1'
/** Clients that are connected at the same time. Those that vanish without a word are forgotten, the oldest first. */
const mostClients = 100

export interface HttpOptions {
  readonly port: number
  /** What clients must bring, where something is asked for. */
  readonly token: string | undefined
  /** A server for each client. */
  readonly newServer: () => McpServer
  /** Told where it listens. */
  readonly onListening: (address: string) => void
}

/** Serve clients over HTTP on this machine alone until the signal comes. */
export async function serveHttp(
  { port, token, newServer, onListening }: HttpOptions,
  signal: AbortSignal,
): Promise<void> {
  const clients = new Map<string, StreamableHTTPServerTransport>()

  const open = async (): Promise<StreamableHTTPServerTransport> => {
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        clients.set(id, transport)
        const [oldest] = clients
        if (clients.size > mostClients && oldest !== undefined) void oldest[1].close()
      },
    })
    transport.onclose = () => void clients.delete(transport.sessionId ?? '')
    // Its handlers are declared so that they may be undefined, which the interface does not say.
    await newServer().server.connect(transport as Transport)
    return transport
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOf(request, token)
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.message)
    const id = request.headers['mcp-session-id']
    if (typeof id !== 'string') return (await open()).handleRequest(request, response)
    const transport = clients.get(id)
    if (transport === undefined) return refuse(response, 404, 'this session has ended: initialize anew')
    return transport.handleRequest(request, response)
  }

  const listener = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await listening(listener, port)
  onListening(`http://${host}:${(listener.address() as AddressInfo).port}/mcp`)
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await Promise.all([...clients.values()].map((transport) => transport.close()))
  listener.closeAllConnections()
  await new Promise((resolve) => listener.close(resolve))
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const error = { jsonrpc: '2.0', error: { code: -32_000, message }, id: null }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(error))
}

const listening = (listener: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    listener.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') return reject(cause)
      reject(
        new UserError(`port ${port} on ${host} is taken`, {
          code: 'zen/port-taken',
          hint: 'Name another one: zen mcp --http PORT, or 0 for any that is free.',
          cause,
        }),
      )
    })
    listener.listen(port, host, resolve)
  })
