import { existsSync } from 'node:fs'
import { type Clock, ConfigError, systemClock, timestamp } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import { consentAddress } from './consent-address.js'
import { consentFileText, readConsentFile, type StoredConsent } from './consent-file.js'
import { CONSENT_TEXT_VERSION } from './consent-text.js'

/** A consent, and whether it holds. One of an older text, or without tool and address, does not: people are asked again. */
export interface ConsentRecord extends StoredConsent {
  readonly current: boolean
}

/** What a tool may do, as its person agreed: one record for the suite, a consent for each tool and address. Absent means no. */
export interface ConsentStore {
  readonly path: string
  /**
   * Whether this tool may send words to this provider at this address.
   *
   * @throws ConfigError when the record can't be read: a doubt is no consent
   */
  isGranted(provider: string, endpoint: string): Promise<boolean>
  grant(provider: string, endpoint: string): Promise<ConsentRecord>
  /** Take back what this tool was allowed, at every address; consents that named no tool go with it. What went. */
  revoke(provider: string): Promise<readonly ConsentRecord[]>
  /** The consents of every tool. */
  list(): Promise<readonly ConsentRecord[]>
}

export interface ConsentStoreOptions {
  /** Whose consents are asked for and given: `zen`, `znav`, `sena`. */
  readonly tool: string
  readonly clock?: Clock
}

const providerName = /^[a-z0-9][a-z0-9._-]{0,63}$/i

export function createConsentStore(path: string, { tool, clock = systemClock }: ConsentStoreOptions): ConsentStore {
  const list = async () => (await readConsentFile(path)).consents.map(withCurrency)

  /** An older file is kept as it was beside the new one. */
  const change = (work: (consents: readonly StoredConsent[]) => readonly StoredConsent[]) =>
    withFileLock(`${path}.lock`, async () => {
      const { version, consents, text } = await readConsentFile(path)
      const backup = `${path}.v${version}.bak`
      if (version === 1 && !existsSync(backup)) writeFileAtomic(backup, text)
      writeFileAtomic(path, consentFileText(work(consents)))
    })

  return {
    path,
    list,
    async isGranted(provider, endpoint) {
      const address = consentAddress(endpoint)
      return (await list()).some(
        (consent) =>
          consent.current && consent.provider === provider && consent.tool === tool && consent.address === address,
      )
    },
    async grant(provider, endpoint) {
      if (!providerName.test(provider) || provider in Object.prototype) {
        throw new ConfigError(`"${provider}" is no name of a provider`, {
          code: 'config/consent-provider',
          hint: 'Names are letters, digits, dots and dashes: openai.',
        })
      }
      const address = consentAddress(endpoint)
      const consent = { provider, tool, address, grantedAt: timestamp(clock), textVersion: CONSENT_TEXT_VERSION }
      await change((consents) => [
        ...consents.filter(
          (other) => !(other.provider === provider && other.tool === tool && other.address === address),
        ),
        consent,
      ])
      return withCurrency(consent)
    },
    async revoke(provider) {
      const goes = (consent: StoredConsent) =>
        consent.provider === provider && (consent.tool === tool || consent.tool === null)
      const gone = (await list()).filter(goes)
      if (gone.length > 0) await change((consents) => consents.filter((consent) => !goes(consent)))
      return gone
    },
  }
}

const withCurrency = (consent: StoredConsent): ConsentRecord => ({
  ...consent,
  current: consent.textVersion === CONSENT_TEXT_VERSION && consent.tool !== null && consent.address !== null,
})
