import { ConfigError } from '@engawa/core'
import type { Role } from './role.js'

interface RoleFile {
  readonly name: string
  readonly path: string
  readonly text: string
  /** Whether it may choose a model. */
  readonly isPersonal: boolean
}

const known = ['description', 'model', 'temperature', 'max_tokens'] as const

/**
 * Instructions in markdown, with settings between two lines of `---` above them.
 *
 * @throws ConfigError `zen/bad-role` naming the file, the key, what was found and what is expected
 */
export async function parseRole({ name, path, text, isPersonal }: RoleFile): Promise<Role> {
  const [, head = '', body = text] = /^\ufeff?---\r?\n(.*?)\r?\n?---\r?\n(.*)$/s.exec(text) ?? []
  const settings = head === '' ? {} : await parseHead(head, path)
  for (const key of Object.keys(settings)) {
    if (!known.some((each) => each === key)) throw badRole(path, key, `is not known; there are ${known.join(', ')}`)
  }
  const instructions = body.trim()
  if (instructions === '') throw badRole(path, 'its text', 'is empty: a role is told what to do')
  if (settings.model !== undefined && !isPersonal) {
    throw badRole(path, 'model', 'can not be chosen by a project; name it with -m, or keep the role in your own folder')
  }
  return {
    name,
    path,
    description: textAt(settings, 'description', path) ?? '',
    instructions,
    model: textAt(settings, 'model', path),
    temperature: numberAt(settings, 'temperature', path, { most: 2, whole: false }),
    maxTokens: numberAt(settings, 'max_tokens', path, { most: Number.MAX_SAFE_INTEGER, whole: true }),
  }
}

type Head = Readonly<Record<string, unknown>>

async function parseHead(head: string, path: string): Promise<Head> {
  const { parse } = await import('yaml')
  let settings: unknown
  try {
    settings = parse(head)
  } catch (cause) {
    throw badRole(path, 'its head', `is not YAML: ${(cause as Error).message.split('\n')[0]}`, cause)
  }
  if (settings === null) return {}
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw badRole(path, 'its head', 'must be keys and values')
  return settings as Head
}

function textAt(head: Head, key: string, path: string): string | undefined {
  const value = head[key]
  if (value === undefined || typeof value === 'string') return value
  throw badRole(path, key, `must be a text, not ${JSON.stringify(value)}`)
}

function numberAt(head: Head, key: string, path: string, { most, whole }: { most: number; whole: boolean }) {
  const value = head[key]
  if (value === undefined) return undefined
  const fits = typeof value === 'number' && value >= (whole ? 1 : 0) && value <= most
  if (fits && (!whole || Number.isInteger(value))) return value
  throw badRole(
    path,
    key,
    `must be ${whole ? 'a whole number above 0' : `a number from 0 to ${most}`}, not ${JSON.stringify(value)}`,
  )
}

const badRole = (path: string, key: string, why: string, cause?: unknown): ConfigError =>
  new ConfigError(`${path}: ${key} ${why}`, { code: 'zen/bad-role', hint: 'Mend the file of the role.', cause })
