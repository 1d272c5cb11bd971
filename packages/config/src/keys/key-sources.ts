import type { Environment } from '../directories/app-directories.js'
import type { KeyDocument, KeyRecord } from './key-document.js'
import { dataKeyIdOf, nameOf } from './key-name.js'
import type { KeyName, KeyPlace, KeyRequest, KeySource } from './key-store.js'

/** Everything that is stored, by place: keyring before file. */
export function storedSources({ keyring, vault }: KeyDocument, origin: string): readonly KeySource[] {
  const at = (place: KeyPlace, origin: string) => (record: KeyRecord) =>
    ({ ...nameOf(record), place, origin, setAt: record.setAt }) satisfies KeySource
  const filePlace = vault?.protection === 'none' ? 'plaintext' : 'file'
  const file: readonly KeyRecord[] = vault?.entries ?? []
  return [...keyring.map(at('keyring', 'OS keyring')), ...file.map(at(filePlace, origin))]
}

/** Where a key is, the winning place first: environment, then the project's own, then the person's. */
export function keySources(request: KeyRequest, env: Environment, stored: readonly KeySource[]): readonly KeySource[] {
  const variables = (request.variables ?? []).filter((name) => env[name])
  const named = stored.filter(({ provider }) => provider === request.provider)
  return [
    ...variables.map((origin) => ({ provider: request.provider, place: 'environment', origin }) as const),
    ...(request.project === undefined ? [] : named.filter(({ project }) => project === request.project)),
    ...named.filter(({ project }) => project === undefined),
  ]
}

/** Ids of the data keys that are stored, in the order in which they were made. */
export const storedDataKeys = (stored: readonly KeyName[]): readonly string[] =>
  stored
    .flatMap(({ provider }) => dataKeyIdOf(provider) ?? [])
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1))
