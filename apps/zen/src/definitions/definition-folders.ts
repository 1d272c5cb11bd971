import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'
import { UserError } from '@engawa/core'

/** What a person defines in files of markdown. */
export type DefinitionKind = 'roles' | 'tools'

export type DefinitionPlace = Pick<CommandContext, 'env' | 'cwd'>

export interface DefinitionFile {
  readonly name: string
  readonly path: string
  readonly text: string
  /** It stands in the person's own folder, not in a project that may be somebody else's. */
  readonly isPersonal: boolean
}

/**
 * The definition of a name: `.zen/KIND/NAME.md` in the folder or above it, else `KIND/NAME.md` in zen's own folder.
 * Undefined where there is none.
 *
 * @throws UserError `zen/unreadable-definition`
 */
export function findDefinition(kind: DefinitionKind, name: string, place: DefinitionPlace): DefinitionFile | undefined {
  // A name that is a path would read files that define nothing.
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(name)) return undefined
  for (const { folder, isPersonal } of foldersOf(kind, place)) {
    const path = join(folder, `${name}.md`)
    const text = textOf(path)
    if (text !== undefined) return { name, path, text, isPersonal }
  }
  return undefined
}

/** Every name there is, the nearest first. */
export const definitionNames = (kind: DefinitionKind, place: DefinitionPlace): readonly string[] => [
  ...new Set(foldersOf(kind, place).flatMap(({ folder }) => namesIn(folder))),
]

/** Where a person keeps their own. */
export const personalFolder = (kind: DefinitionKind, { env }: Pick<DefinitionPlace, 'env'>): string =>
  join(appDirectories('zen', env).data, kind)

function foldersOf(kind: DefinitionKind, place: DefinitionPlace): readonly { folder: string; isPersonal: boolean }[] {
  const folders: { folder: string; isPersonal: boolean }[] = []
  for (let at = place.cwd; ; at = dirname(at)) {
    folders.push({ folder: join(at, '.zen', kind), isPersonal: false })
    if (dirname(at) === at) break
  }
  return [...folders, { folder: personalFolder(kind, place), isPersonal: true }]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => file.slice(0, -'.md'.length))
      .sort()
  } catch {
    return []
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw new UserError(`${path} can't be read`, {
      code: 'zen/unreadable-definition',
      hint: 'Check its mode.',
      cause: error,
    })
  }
}
