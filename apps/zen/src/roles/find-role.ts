import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type CommandContext, neutralise } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'
import { nearest, UserError } from '@engawa/core'
import { parseRole } from './parse-role.js'
import type { Role } from './role.js'

type Place = Pick<CommandContext, 'env' | 'cwd'>

/**
 * The role of a name: `.zen/roles/NAME.md` in the folder or above it, else `roles/NAME.md` in zen's own folder.
 *
 * @throws UserError `zen/unknown-role` with those there are
 */
export async function findRole(name: string, place: Place): Promise<Role> {
  // A name that is a path would read files that are no roles.
  if (/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(name)) {
    for (const { folder, isPersonal } of roleFolders(place)) {
      const path = join(folder, `${name}.md`)
      const text = textOf(path)
      if (text !== undefined) return parseRole({ name, path, text, isPersonal })
    }
  }
  throw unknownRole(name, place)
}

/** Every role there is, the nearest first. */
export function roleNames(place: Place): readonly string[] {
  const names = roleFolders(place).flatMap(({ folder }) => namesIn(folder))
  return [...new Set(names)]
}

function roleFolders({ env, cwd }: Place): readonly { folder: string; isPersonal: boolean }[] {
  const folders: { folder: string; isPersonal: boolean }[] = []
  for (let at = cwd; ; at = dirname(at)) {
    folders.push({ folder: join(at, '.zen', 'roles'), isPersonal: false })
    if (dirname(at) === at) break
  }
  return [...folders, { folder: join(appDirectories('zen', env).data, 'roles'), isPersonal: true }]
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
    throw new UserError(`${path} can't be read`, { code: 'zen/unreadable-role', hint: 'Check its mode.', cause: error })
  }
}

function unknownRole(name: string, place: Place): UserError {
  const names = roleNames(place)
  const close = nearest(name, names)
  const folder = join(appDirectories('zen', place.env).data, 'roles')
  const others = names.length === 0 ? '' : `There are ${names.map((each) => neutralise(each)).join(', ')}. `
  return new UserError(`there is no role called ${neutralise(name)}`, {
    code: 'zen/unknown-role',
    hint:
      close === undefined
        ? `${others}A role is a markdown file of instructions: ${join(folder, 'NAME.md')}`
        : `Did you mean ${neutralise(close)}?`,
  })
}
