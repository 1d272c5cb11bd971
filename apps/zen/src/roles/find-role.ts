import { join } from 'node:path'
import { neutralise } from '@engawa/cli-kit'
import { nearest, UserError } from '@engawa/core'
import {
  type DefinitionPlace,
  definitionNames,
  findDefinition,
  personalFolder,
} from '../definitions/definition-folders.js'
import { parseRole } from './parse-role.js'
import type { Role } from './role.js'

/**
 * The role of a name: `.zen/roles/NAME.md` in the folder or above it, else `roles/NAME.md` in zen's own folder.
 *
 * @throws UserError `zen/unknown-role` with those there are
 */
export async function findRole(name: string, place: DefinitionPlace): Promise<Role> {
  const file = findDefinition('roles', name, place)
  if (file === undefined) throw unknownRole(name, place)
  return parseRole(file)
}

/** Every role there is, the nearest first. */
export const roleNames = (place: DefinitionPlace): readonly string[] => definitionNames('roles', place)

function unknownRole(name: string, place: DefinitionPlace): UserError {
  const names = roleNames(place)
  const close = nearest(name, names)
  const others = names.length === 0 ? '' : `There are ${names.map((each) => neutralise(each)).join(', ')}. `
  return new UserError(`there is no role called ${neutralise(name)}`, {
    code: 'zen/unknown-role',
    hint:
      close === undefined
        ? `${others}A role is a markdown file of instructions: ${join(personalFolder('roles', place), 'NAME.md')}`
        : `Did you mean ${neutralise(close)}?`,
  })
}
