import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'

export interface TlsFront {
  readonly port: number
  /** The certificate that nobody trusts unless `NODE_EXTRA_CA_CERTS` names it. */
  readonly authority: string
  close(): Promise<void>
}

/** A TLS server in front of plain ones on this machine, with a certificate of its own making for the hosts named. */
export async function startTlsFront(directory: string, ports: Readonly<Record<string, number>>): Promise<TlsFront> {
  const authority = join(directory, 'authority.pem')
  const keyFile = join(directory, 'key.pem')
  const names = Object.keys(ports).map((host) => `DNS:${host}`)
  writeFileSync(authority, '')
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test -keyout ${keyFile} -out ${authority} -addext subjectAltName=${names.join(',')}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  const sockets = new Set<TLSSocket>()
  const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(authority) }, (socket) => {
    sockets.add(socket)
    const onward = connect(ports[String(socket.servername)] ?? 0, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    socket.pipe(onward).pipe(socket)
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    authority,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
