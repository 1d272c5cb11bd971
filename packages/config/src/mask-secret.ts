import type { JsonValue } from '@engawa/core'

/** What may be shown of a secret: its last four characters, when it is long enough that they give nothing away. */
export function maskSecret(value: JsonValue): string {
  if (value === null || value === '') return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length < 16 ? '••••' : `••••${text.slice(-4)}`
}
