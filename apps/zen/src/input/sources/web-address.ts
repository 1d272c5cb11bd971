import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { UserError } from '@engawa/core'

/**
 * The web address that a word is; undefined for anything else.
 *
 * @throws UserError `zen/bad-address` for one that can't be read or carries a password
 */
export function parseUrl(word: string): URL | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(word)?.[1]?.toLowerCase()
  if (scheme === undefined) return undefined
  if (scheme !== 'http' && scheme !== 'https') throw badAddress(`${scheme}: is not read`, 'http and https are.')
  if (!URL.canParse(word)) throw badAddress(`${word} is no address`, 'Write it as https://example.org/page')
  const url = new URL(word)
  if (url.username !== '' || url.password !== '') {
    throw badAddress(
      'an address with a password is not read',
      'Fetch it yourself and pipe it in: curl … | zen chat "…"',
    )
  }
  return url
}

/** Where an address leads: `link` is where machines in a cloud find their own credentials. */
export type Reach = 'loopback' | 'private' | 'link' | 'public'

/** How far an address leads, by what its name means now: the nearest of all that it means. Undefined: nobody knows the name. */
export async function reachOf({ hostname }: URL): Promise<Reach | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host]
  const reaches = addresses.map(reachOfAddress)
  return (['link', 'loopback', 'private', 'public'] as const).find((reach) => reaches.includes(reach))
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1']
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

const ranges: readonly (readonly [Reach, readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128', '0.0.0.0/8', '::/128']],
  ['link', ['169.254.0.0/16', 'fe80::/10', '100.100.100.200/32', 'fd00:ec2::254/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
]

function reachOfAddress(address: string): Reach {
  // The same address in the notation of IPv6.
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
  for (const [reach, subnets] of ranges) {
    const list = new BlockList()
    for (const subnet of subnets) {
      const [network = '', bits] = subnet.split('/')
      list.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4')
    }
    if (list.check(plain, family)) return reach
  }
  return 'public'
}

const badAddress = (what: string, hint: string): UserError => new UserError(what, { code: 'zen/bad-address', hint })
