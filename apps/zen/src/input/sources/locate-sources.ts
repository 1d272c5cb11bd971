import { statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { UserError } from '@engawa/core'
import { isInPrivateFolder, isSecretFile, secretFile, secretFolder } from './secret-file.js'
import type { LeftOut, LocatedSource } from './source.js'
import { parseUrl } from './web-address.js'

export interface Located {
  readonly sources: readonly LocatedSource[]
  readonly leftOut: readonly LeftOut[]
}

/** More than anybody's question needs; a walk of a whole disk ends here. */
export const mostFiles = 5_000

/**
 * What a person means by files, folders, patterns and addresses, each once. `!pattern` takes found ones out again.
 * Nothing is read yet.
 *
 * @param root relative names start here
 * @throws UserError naming what is not there, holds secrets, or means no file
 */
export async function locateSources(patterns: readonly string[], root: string): Promise<Located> {
  const wanted = new Map<string, LocatedSource>()
  const leftOut = new Map<string, LeftOut>()
  const excluded = await excluder(patterns, root)
  for (const pattern of patterns) {
    if (isExclusion(pattern, root)) continue
    const url = parseUrl(pattern)
    const path = resolve(root, pattern)
    const kind = kindOf(path)
    if (url !== undefined) wanted.set(url.href, { name: pattern, how: 'named', place: { url } })
    else if (kind === 'folder') {
      if (!(await find({ folder: path }, pattern))) throw emptyFolder(pattern)
    } else if (kind === 'file' || !(await isPattern(pattern))) {
      if (wanted.get(path)?.how !== 'named') wanted.set(path, namedFile(pattern, path))
    } else if (!(await find(await patternBase(pattern, root), pattern))) throw noMatch(pattern)
  }
  return { sources: [...wanted.values()], leftOut: [...leftOut.values()] }

  /** @returns whether anything was there at all, taken or not */
  async function find({ folder, matches }: Search, pattern: string): Promise<boolean> {
    const [{ walkFolder }, { IgnoreRules }] = await Promise.all([
      import('./walk-folder.js'),
      import('./ignore-rules.js'),
    ])
    if (isInPrivateFolder(folder)) throw secretFolder(pattern)
    let met = false
    for (const { path, leftOut: reason } of walkFolder(folder, IgnoreRules.of(folder, root))) {
      const name = nameBelow(root, path)
      if (excluded(name) || (matches !== undefined && !matches(path))) continue
      met = true
      if (wanted.has(path)) continue
      if (reason !== undefined) leftOut.set(path, { name, reason })
      else if (wanted.size >= mostFiles) {
        leftOut.set(pattern, { name: pattern, reason: 'count' })
        break
      } else wanted.set(path, { name, how: matches === undefined ? 'found' : 'matched', place: { path } })
    }
    return met
  }
}

/** Where reading what a pattern means begins: the file or folder itself, or the folder that it looks through. Undefined: nowhere on this disk. */
export async function startOf(pattern: string, root: string): Promise<string | undefined> {
  if (parseUrl(pattern) !== undefined || isExclusion(pattern, root)) return undefined
  const path = resolve(root, pattern)
  if (kindOf(path) !== undefined || !(await isPattern(pattern))) return path
  return (await patternBase(pattern, root)).folder
}

interface Search {
  readonly folder: string
  /** Absent: everything below the folder. */
  readonly matches?: (path: string) => boolean
}

function namedFile(name: string, path: string): LocatedSource {
  if (isSecretFile(path)) throw secretFile(name)
  return { name, how: 'named', place: { path } }
}

const loadMatcher = async () => (await import('picomatch')).default

async function isPattern(text: string): Promise<boolean> {
  return (await loadMatcher()).scan(text).isGlob
}

/** Where a pattern's files can be at all, so that no more than that is walked. */
async function patternBase(pattern: string, root: string): Promise<Search> {
  const picomatch = await loadMatcher()
  const { base, glob } = picomatch.scan(pattern)
  const folder = resolve(root, base)
  const matches = picomatch(glob, { dot: false })
  return { folder, matches: (path) => matches(nameBelow(folder, path)) }
}

/** `!` before a name that is itself no file. */
const isExclusion = (pattern: string, root: string): boolean =>
  pattern.startsWith('!') && kindOf(resolve(root, pattern)) === undefined

async function excluder(patterns: readonly string[], root: string): Promise<(name: string) => boolean> {
  const excluded = patterns.filter((pattern) => isExclusion(pattern, root)).map((pattern) => pattern.slice(1))
  if (excluded.length === 0) return () => false
  const picomatch = await loadMatcher()
  // A folder's name stands for all that is in it.
  return picomatch(
    excluded.flatMap((pattern) => [pattern, join(pattern, '**').split(sep).join('/')]),
    { dot: true },
  )
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path, { bigint: true }).isDirectory() ? 'folder' : 'file'
  } catch {
    return undefined
  }
}

const nameBelow = (root: string, path: string): string => relative(root, path).split(sep).join('/')

const emptyFolder = (name: string): UserError =>
  new UserError(`there is no file in the folder ${name}`, { code: 'zen/no-match', hint: 'Check the path after -f.' })

const noMatch = (pattern: string): UserError =>
  new UserError(`no file matches ${pattern}`, {
    code: 'zen/no-match',
    hint: "Check the pattern after -f; put it in quotes, so that zen and not the shell reads it: -f 'src/**/*.ts'",
  })
