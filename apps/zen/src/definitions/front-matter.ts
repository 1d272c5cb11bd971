import type { ConfigError } from '@engawa/core'

export type Head = Readonly<Record<string, unknown>>

/** Makes the error that names the file, the key, what was found and what is expected. */
export type Refuse = (key: string, why: string, cause?: unknown) => ConfigError

/**
 * A text in markdown, with settings in YAML between two lines of `---` above it.
 *
 * @param known keys that mean something; any other is refused
 */
export async function readFrontMatter(
  text: string,
  known: readonly string[],
  refuse: Refuse,
): Promise<{ readonly head: Head; readonly body: string }> {
  const [, yaml = '', body = text] = /^\ufeff?---\r?\n(.*?)\r?\n?---\r?\n(.*)$/s.exec(text) ?? []
  const head = yaml === '' ? {} : await parseHead(yaml, refuse)
  for (const key of Object.keys(head)) {
    if (!known.includes(key)) throw refuse(key, `is not known; there are ${known.join(', ')}`)
  }
  return { head, body: body.trim() }
}

export function textAt(head: Head, key: string, refuse: Refuse): string | undefined {
  const value = head[key]
  if (value === undefined || typeof value === 'string') return value
  throw refuse(key, `must be a text, not ${JSON.stringify(value)}`)
}

export function numberAt(
  head: Head,
  key: string,
  refuse: Refuse,
  { most, whole }: { readonly most: number; readonly whole: boolean },
): number | undefined {
  const value = head[key]
  if (value === undefined) return undefined
  const fits = typeof value === 'number' && value >= (whole ? 1 : 0) && value <= most
  if (fits && (!whole || Number.isInteger(value))) return value
  const expected = whole ? 'a whole number above 0' : `a number from 0 to ${most}`
  throw refuse(key, `must be ${expected}, not ${JSON.stringify(value)}`)
}

async function parseHead(yaml: string, refuse: Refuse): Promise<Head> {
  const { parse } = await import('yaml')
  let settings: unknown
  try {
    settings = parse(yaml)
  } catch (cause) {
    throw refuse('its head', `is not YAML: ${(cause as Error).message.split('\n')[0]}`, cause)
  }
  if (settings === null) return {}
  if (typeof settings !== 'object' || Array.isArray(settings)) throw refuse('its head', 'must be keys and values')
  return settings as Head
}
