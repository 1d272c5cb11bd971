import { EventError } from '@engawa/core'

/** Where and as whom to connect, taken apart, so that no text with the password in it is handed around. */
export interface BrokerAddress {
  readonly protocol: 'amqp' | 'amqps'
  readonly hostname: string
  readonly port: number
  readonly username: string
  readonly password: string
  readonly vhost: string
}

/**
 * @throws EventError `event/bad-address`, which does not quote the address
 */
export function parseBrokerAddress(url: string): BrokerAddress {
  const parts = URL.canParse(url) ? new URL(url) : undefined
  const protocol = parts?.protocol.slice(0, -1)
  if (!parts?.hostname || (protocol !== 'amqp' && protocol !== 'amqps')) throw badAddress()
  const anonymous = parts.username === '' && parts.password === ''
  try {
    return {
      protocol,
      hostname: parts.hostname.replace(/^\[|\]$/g, ''),
      port: Number(parts.port) || (protocol === 'amqp' ? 5672 : 5671),
      username: anonymous ? 'guest' : decodeURIComponent(parts.username),
      password: anonymous ? 'guest' : decodeURIComponent(parts.password),
      vhost: decodeURIComponent(parts.pathname.slice(1)) || '/',
    }
  } catch {
    throw badAddress()
  }
}

/** For messages and logs: `amqp://broker.example:5672/vhost`. */
export function describeAddress({ protocol, hostname, port, vhost }: BrokerAddress): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return `${protocol}://${host}:${port}${vhost === '/' ? '' : `/${encodeURIComponent(vhost)}`}`
}

function badAddress(): EventError {
  return new EventError('The address of the broker is not one of AMQP.', {
    code: 'event/bad-address',
    hint: 'It looks like amqp://user:password@host:5672/vhost; special characters in the password are percent-encoded.',
    recoverable: false,
  })
}
