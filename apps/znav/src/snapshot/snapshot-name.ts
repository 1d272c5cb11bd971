import { refused } from '../domain/errors.js'

/** What stands beside snapshots in the keyspace. */
const reserved: ReadonlySet<string> = new Set(['index', 'latest', 'data'])

/** @throws UserError unless it is 1 to 64 letters, digits, dashes, dots and underscores */
export function snapshotName(text: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/.test(text)) {
    throw refused(
      'snapshot/name-invalid',
      `${JSON.stringify(text.slice(0, 80))} can't be a snapshot name`,
      'Use up to 64 letters, digits, dashes, dots and underscores; do not start with a dash or a dot.',
    )
  }
  if (!reserved.has(text)) return text
  throw refused('snapshot/name-reserved', `no snapshot can be called ${text}`, 'Choose another name.')
}
