import type { ConnectionOptions } from 'node:tls'
import { checkObject, checkText } from '../../input/check-values.js'
import { invalidInput } from '../../input/invalid-input.js'

/** How a server proves who it is, and how we do. The server's certificate is always verified. */
export interface TlsOptions {
  /** Certificates of the authorities to trust, as PEM; those that Node trusts when absent. */
  readonly ca?: string
  /** Our own certificate, as PEM, for a server that asks for one. */
  readonly cert?: string
  /** The key of `cert`, as PEM. */
  readonly key?: string
  /** The name that the server's certificate must carry; the host when absent. */
  readonly serverName?: string
}

/** @returns undefined for a connection in the clear */
export function checkTls(value: unknown): TlsOptions | undefined {
  if (value === undefined || value === false) return undefined
  if (value === true) return {}
  const { ca, cert, key, serverName } = checkObject(value, 'tls')
  if ((cert === undefined) !== (key === undefined)) throw invalidInput('tls', 'needs both cert and key, or neither')
  return {
    ...(ca === undefined ? {} : { ca: checkText(ca, 'tls.ca') }),
    ...(cert === undefined ? {} : { cert: checkText(cert, 'tls.cert') }),
    ...(key === undefined ? {} : { key: checkText(key, 'tls.key') }),
    ...(serverName === undefined ? {} : { serverName: checkText(serverName, 'tls.serverName') }),
  }
}

export function toConnectionOptions({ serverName, ...pem }: TlsOptions): ConnectionOptions {
  return { ...pem, rejectUnauthorized: true, ...(serverName === undefined ? {} : { servername: serverName }) }
}
