import { type Clock, ConfigError, systemClock, type Timestamp, timestamp } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import { fileProblem } from '../files/parse-problem.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import { isTable, type SettingsTree } from '../settings-tree.js'
import { CONSENT_TEXT_VERSION } from './consent-text.js'

export interface ConsentRecord {
  readonly provider: string
  readonly grantedAt: Timestamp
  /** Version of the text that the person agreed to. */
  readonly textVersion: number
  /** False when the text has changed since: the person is asked again. */
  readonly current: boolean
}

/** Who agreed to what, for every tool of the suite. Absent means no. */
export interface ConsentStore {
  readonly path: string
  /** @throws ConfigError when the record can't be read: a doubt is no consent */
  isGranted(provider: string): Promise<boolean>
  grant(provider: string): Promise<ConsentRecord>
  /** Whether there was a consent to take back. */
  revoke(provider: string): Promise<boolean>
  list(): Promise<readonly ConsentRecord[]>
}

const providerName = /^[a-z0-9][a-z0-9._-]{0,63}$/i

export function createConsentStore(path: string, clock: Clock = systemClock): ConsentStore {
  const list = async () => readRecords(path)
  const change = <T>(work: (records: Map<string, ConsentRecord>) => T): Promise<T> =>
    withFileLock(`${path}.lock`, async () => {
      const records = new Map((await readRecords(path)).map((record) => [record.provider, record]))
      const result = work(records)
      writeFileAtomic(path, recordsText([...records.values()]))
      return result
    })

  return {
    path,
    list,
    isGranted: async (provider) => (await list()).some((record) => record.provider === provider && record.current),
    async grant(provider) {
      if (!providerName.test(provider) || provider in Object.prototype) {
        throw new ConfigError(`"${provider}" is no name of a provider`, {
          code: 'config/consent-provider',
          hint: 'Names are letters, digits, dots and dashes: openai.',
        })
      }
      const record = { provider, grantedAt: timestamp(clock), textVersion: CONSENT_TEXT_VERSION, current: true }
      return change((records) => {
        records.set(provider, record)
        return record
      })
    },
    async revoke(provider) {
      if (!(await list()).some((record) => record.provider === provider)) return false
      return change((records) => records.delete(provider))
    },
  }
}

const recordsText = (records: readonly ConsentRecord[]): string => {
  const grants = Object.fromEntries(
    records.map(({ provider, grantedAt, textVersion }) => [provider, { grantedAt, textVersion }]),
  )
  return `${JSON.stringify({ version: 1, grants }, null, 2)}\n`
}

async function readRecords(path: string): Promise<readonly ConsentRecord[]> {
  const text = readConfigText(path)
  if (text === undefined || text.trim() === '') return []
  const { version, grants } = await parseSettings(path, text)
  if (version !== 1 || !isTable(grants)) throw unreadable(path, 'version 1 with grants')
  return Object.entries(grants as SettingsTree).map(([provider, record]) => {
    if (!isTable(record) || typeof record.grantedAt !== 'string' || typeof record.textVersion !== 'number') {
      throw unreadable(path, `a time and a version for "${provider}"`)
    }
    const { grantedAt, textVersion } = record
    return { provider, grantedAt, textVersion, current: textVersion === CONSENT_TEXT_VERSION }
  })
}

const unreadable = (path: string, expected: string) =>
  fileProblem(path, `is no record of consent, expected ${expected}`, {
    hint: 'Remove the file and grant consent again.',
  })
