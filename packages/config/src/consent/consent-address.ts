import { ConfigError } from '@engawa/core'

/**
 * What a consent is bound to of an address: scheme, host and port. Not the path, which leads to the same party; the
 * scheme, because who agreed to https did not agree to be read on the way.
 *
 * @throws ConfigError `config/consent-address`, without the address, as there may be a password in it
 */
export function consentAddress(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin
  throw new ConfigError('consent is given for an address that begins with https:// or http://', {
    code: 'config/consent-address',
    hint: 'Correct the address of the provider: https://host/v1.',
  })
}
