import type { JsonValue } from '@engawa/core'
import { formatKeyPath, isRefusedKey } from '../key-path.js'
import { isTable, type SettingsTree } from '../settings-tree.js'
import { jsonProblem } from './json-problem.js'
import { fileProblem } from './parse-problem.js'

export type Syntax = 'json' | 'toml' | 'yaml'

export function syntaxOf(path: string): Syntax {
  if (/\.ya?ml$/i.test(path)) return 'yaml'
  if (/\.toml$/i.test(path)) return 'toml'
  if (/\.json$/i.test(path)) return 'json'
  throw fileProblem(path, 'has an unknown ending, expected .json, .toml or .yaml')
}

/**
 * The settings in a file's text. An empty file has none.
 *
 * @throws ConfigError naming the file and, where the parser gives it, the line
 */
export async function parseSettings(path: string, text: string): Promise<SettingsTree> {
  if (text.trim() === '') return {}
  const parsed = await { json: parseJson, toml: parseToml, yaml: parseYaml }[syntaxOf(path)](path, text)
  if (parsed === null || parsed === undefined) return {}
  if (!isTable(parsed)) throw fileProblem(path, `holds ${kindOf(parsed)}, expected settings by name`)
  return clean(path, parsed, []) as SettingsTree
}

async function parseJson(path: string, text: string): Promise<unknown> {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { problem, ...place } = jsonProblem(error, text)
    throw fileProblem(path, `is not valid JSON: ${problem}`, place)
  }
}

async function parseToml(path: string, text: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml')
  try {
    return parse(text)
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw fileProblem(path, 'is not valid TOML', { cause })
    const problem = cause.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '')
    throw fileProblem(path, `is not valid TOML: ${problem}`, { line: cause.line, cause })
  }
}

async function parseYaml(path: string, text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    throw fileProblem(path, `is not valid YAML: ${error.message}`, { line: lineAt(text, error.pos[0]), cause: error })
  }
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    throw fileProblem(path, `is not valid YAML: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Plain JSON values only: dates become text, and keys that reach into prototypes are refused. */
function clean(path: string, value: unknown, keys: readonly string[]): JsonValue {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item, at) => clean(path, item, [...keys, String(at)]))
  if (!isTable(value)) return value as JsonValue
  const copy: SettingsTree = {}
  for (const key of Object.keys(value)) {
    if (isRefusedKey(key)) {
      throw fileProblem(path, `the key "${formatKeyPath([...keys, key])}" is not allowed`, { hint: 'Remove the key.' })
    }
    copy[key] = clean(path, value[key], [...keys, key])
  }
  return copy
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `a ${typeof value}`)
