import { checkInteger, checkText } from '../../input/check-values.js'
import { invalidInput } from '../../input/invalid-input.js'

export interface HostAndPort {
  readonly host: string
  readonly port: number
}

export interface Credentials {
  readonly username?: string
  readonly password?: string
}

/** What an address of a server says. */
export interface ServerUrl extends Credentials {
  readonly protocol: string
  readonly host: string
  readonly port?: number
  /** Without the slash; empty when there is none. */
  readonly path: string
  readonly parameters: URLSearchParams
}

/** @throws UserError `storage/invalid-input` that never repeats the address, as it may hold a password */
export function checkUrl(value: unknown, field: string, protocols: readonly string[]): ServerUrl {
  const example = `must look like ${protocols[0]}://user:password@host/…`
  const text = checkText(value, field)
  if (!URL.canParse(text)) throw invalidInput(field, example)
  const url = new URL(text)
  if (!protocols.includes(url.protocol.slice(0, -1)) || url.hostname === '') throw invalidInput(field, example)
  try {
    return {
      protocol: url.protocol.slice(0, -1),
      // The brackets of an IPv6 address belong to the URL.
      host: url.hostname.replace(/^\[|\]$/g, ''),
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      path: decodeURIComponent(url.pathname.slice(1)),
      parameters: url.searchParams,
    }
  } catch {
    throw invalidInput(field, 'has a % that stands for no character; write %25 for a % in a password')
  }
}

/** Refuse options that say again, perhaps differently, what the URL says. */
export function refuseBeside(options: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const double = names.find((name) => options[name] !== undefined)
  if (double !== undefined) throw invalidInput(double, 'must not be given beside url')
}

export const checkPort = (value: unknown, field: string): number => checkInteger(value, field, 1, 65_535)

export function checkHost(value: unknown, field: string): string {
  const host = checkText(value, field)
  if (host === '' || /[\s\u0000]/.test(host)) throw invalidInput(field, 'must be the name or address of a host')
  return host
}

/** As it stands in a URL. */
export const showHost = ({ host, port }: HostAndPort): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
