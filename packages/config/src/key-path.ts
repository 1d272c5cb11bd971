import { ConfigError } from '@engawa/core'

/** Names that would reach into an object's prototype. */
const refused: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export const isRefusedKey = (key: string): boolean => refused.has(key)

/**
 * The keys of a path. A key that has a dot itself stands in quotes: `models.aliases."gpt-4.1"`.
 *
 * @throws ConfigError for an empty key, an open quote, or a key that reaches into prototypes
 */
export function parseKeyPath(path: string): readonly string[] {
  const keys: string[] = []
  const pattern = /"((?:[^"\\]|\\.)*)"|([^."]+)/y
  for (let at = 0; ; ) {
    pattern.lastIndex = at
    const found = pattern.exec(path)
    const key = found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]
    if (found === null || key === undefined || key === '') throw badPath(path)
    if (isRefusedKey(key)) {
      throw new ConfigError(`the key "${key}" is not allowed`, {
        code: 'config/refused-key',
        hint: 'Choose another name.',
      })
    }
    keys.push(key)
    at = pattern.lastIndex
    if (at === path.length) return keys
    if (path[at] !== '.') throw badPath(path)
    at += 1
  }
}

export const formatKeyPath = (keys: readonly string[]): string =>
  keys.map((key) => (/^[^."\\]+$/.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`)).join('.')

/** Whether `path` is `above` or lies below it. */
export const isWithin = (path: readonly string[], above: readonly string[]): boolean =>
  above.every((key, at) => path[at] === key)

const badPath = (path: string) =>
  new ConfigError(`"${path}" is no key path`, {
    code: 'config/bad-path',
    hint: 'Write keys with dots between them: storage.redis.host. Put a key that has a dot in quotes.',
  })
