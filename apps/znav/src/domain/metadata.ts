import { refused } from './errors.js'
import { hasControlCharacters } from './summary.js'

/**
 * `--meta ticket=42 owner=api` as a record. Everything after the first `=` is the value.
 *
 * @throws UserError for a pair without `=`, a key with odd characters, or an unprintable value
 */
export function metadata(pairs: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const key = pair.slice(0, Math.max(at, 0))
    const value = pair.slice(at + 1)
    if (at < 1 || !/^[A-Za-z0-9_.-]{1,64}$/.test(key) || key === '__proto__') {
      throw refused(
        'meta/invalid',
        `${JSON.stringify(pair)} is not a key=value pair`,
        'Write --meta ticket=42 owner=api',
      )
    }
    if (hasControlCharacters(value) || value.length > 1024) {
      throw refused('meta/invalid', `the value of ${key} is too long or not plain text`, 'Use up to 1024 characters.')
    }
    result[key] = value
  }
  return result
}
