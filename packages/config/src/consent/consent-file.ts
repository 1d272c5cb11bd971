import type { JsonValue, Timestamp } from '@engawa/core'
import { fileProblem } from '../files/parse-problem.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import { isTable, type SettingsTree } from '../settings-tree.js'

/** A consent as it is written down. */
export interface StoredConsent {
  readonly provider: string
  /** Null in consents of version 1, which did not ask for which tool and to which address. */
  readonly tool: string | null
  readonly address: string | null
  readonly grantedAt: Timestamp
  readonly textVersion: number
}

export interface ConsentFile {
  readonly version: 1 | 2
  readonly consents: readonly StoredConsent[]
  /** What it was read from. */
  readonly text: string
}

/** @throws ConfigError for a record that can't be understood: a doubt is no consent */
export async function readConsentFile(path: string): Promise<ConsentFile> {
  const text = readConfigText(path)
  if (text === undefined || text.trim() === '') return { version: 2, consents: [], text: '' }
  const { version, grants } = await parseSettings(path, text)
  if (version === 1) return { version, consents: firstVersion(path, grants), text }
  if (version !== 2 || !Array.isArray(grants)) throw unreadable(path, 'version 2 with grants')
  return { version, consents: grants.map((grant) => consentOf(path, grant)), text }
}

export const consentFileText = (consents: readonly StoredConsent[]): string =>
  `${JSON.stringify({ version: 2, grants: consents }, null, 2)}\n`

/** One for each provider: nobody had been told which tool, and to which address. They are kept, and hold no more. */
function firstVersion(path: string, grants: JsonValue | undefined): readonly StoredConsent[] {
  if (!isTable(grants)) throw unreadable(path, 'version 1 with grants')
  return Object.entries(grants).map(([provider, record]) => {
    if (!isTable(record)) throw unreadable(path, `a time and a version for "${provider}"`)
    return consentOf(path, { ...record, provider, tool: null, address: null })
  })
}

function consentOf(path: string, grant: JsonValue): StoredConsent {
  const { provider, tool, address, grantedAt, textVersion } = isTable(grant) ? grant : ({} as SettingsTree)
  if (typeof provider !== 'string' || typeof grantedAt !== 'string' || typeof textVersion !== 'number') {
    throw unreadable(path, 'a provider, a time and a version for each grant')
  }
  if (!isTextOrNull(tool) || !isTextOrNull(address)) throw unreadable(path, `a tool and an address for "${provider}"`)
  return { provider, tool, address, grantedAt, textVersion }
}

const isTextOrNull = (value: JsonValue | undefined): value is string | null =>
  value === null || typeof value === 'string'

const unreadable = (path: string, expected: string) =>
  fileProblem(path, `is no record of consent, expected ${expected}`, {
    hint: 'Remove the file and grant consent again.',
  })
