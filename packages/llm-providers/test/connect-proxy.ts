import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface ConnectProxy {
  readonly url: string
  /** What it was asked for, in order: `CONNECT models.example:443`, `POST http://models.example/v1/…`. */
  readonly asked: readonly string[]
  /** `proxy-authorization` of each of them. */
  readonly credentials: readonly (string | undefined)[]
  close(): Promise<void>
}

/**
 * An HTTP proxy on loopback. It looks no name up: `portOf` says at which port of this machine a host stands, or with
 * which status it is refused.
 */
export async function startConnectProxy(portOf: (host: string) => number | { status: number }): Promise<ConnectProxy> {
  const asked: string[] = []
  const credentials: (string | undefined)[] = []
  const sockets = new Set<Socket>()
  const note = (line: string, authorization: string | undefined) => {
    asked.push(line)
    credentials.push(authorization)
  }

  const server = createServer((incoming, answer) => {
    note(`${incoming.method} ${incoming.url}`, incoming.headers['proxy-authorization'])
    const { hostname, pathname } = new URL(incoming.url ?? '')
    const port = portOf(hostname)
    if (typeof port !== 'number') return answer.writeHead(port.status).end()
    const { method, headers } = incoming
    const onward = httpRequest({ host: '127.0.0.1', port, path: pathname, method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', ({ url = '', headers }, client: Socket, head) => {
    note(`CONNECT ${url}`, headers['proxy-authorization'])
    const port = portOf(url.replace(/:\d+$/, ''))
    if (typeof port !== 'number') return client.end(`HTTP/1.1 ${port.status} No\r\n\r\n`)
    const onward = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      onward.pipe(client).pipe(onward)
    })
    // One side gone, the other goes: as a proxy does it.
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
