import { environmentSecrets } from './environment-secrets.js'
import type { KnownValue } from './secret-filter.js'

const line = /^\s{0,40}(?:export\s{1,8})?([A-Za-z_]\w{0,127})\s{0,8}=\s{0,8}(.*)$/

/** The secrets of a `.env` file: values of variables that are named like secrets, and passwords in addresses. */
export function envFileSecrets(text: string): readonly KnownValue[] {
  const env: Record<string, string> = {}
  for (const row of text.split(/\r?\n/)) {
    const [, name, value = ''] = line.exec(row) ?? []
    if (name !== undefined) env[name] = writtenValue(value)
  }
  return environmentSecrets(env)
}

/** What stands between quotes, or all before a comment. */
function writtenValue(written: string): string {
  const quote = written.charAt(0)
  const close = '"\'`'.includes(quote) && quote !== '' ? written.indexOf(quote, 1) : -1
  return close === -1 ? (written.split(/\s#/)[0] ?? '').trim() : written.slice(1, close)
}
