import { join } from 'node:path'
import { neutralise } from '@engawa/cli-kit'
import { isEngawaError, nearest, UserError } from '@engawa/core'
import {
  type DefinitionFile,
  type DefinitionPlace,
  definitionNames,
  findDefinition,
  personalFolder,
} from '../../definitions/definition-folders.js'
import { toolCards } from '../registry.js'
import type { OwnTool } from './own-tool.js'
import { parseOwnTool } from './parse-own-tool.js'

/**
 * The tool of a name: `.zen/tools/NAME.md` in the folder or above it, else `tools/NAME.md` in zen's own folder.
 *
 * @throws UserError `zen/unknown-tool` with those there are, ConfigError `zen/bad-tool`
 */
export async function findOwnTool(name: string, place: DefinitionPlace): Promise<OwnTool> {
  const file = findDefinition('tools', name, place)
  if (file === undefined) throw unknownTool(name, place)
  return parseOwnTool(file)
}

/** A tool that can't be run as it stands. */
export interface FaultyTool {
  readonly name: string
  readonly fault: string
  /** Where it stands; undefined where not even that could be read. */
  readonly file: DefinitionFile | undefined
}

/** Every tool that is defined here, the nearest first; one with a fault in its file with what is wrong. */
export async function ownTools(place: DefinitionPlace): Promise<readonly (OwnTool | FaultyTool)[]> {
  return Promise.all(
    definitionNames('tools', place).map(async (name) => {
      let file: DefinitionFile | undefined
      try {
        file = findDefinition('tools', name, place)
        if (file === undefined) throw unknownTool(name, place)
        return await parseOwnTool(file)
      } catch (error) {
        if (!isEngawaError(error)) throw error
        return { name, fault: error.message, file }
      }
    }),
  )
}

function unknownTool(name: string, place: DefinitionPlace): UserError {
  const isBuiltIn = toolCards.some((card) => card.name === name)
  const close = nearest(name, definitionNames('tools', place))
  const hints = [
    isBuiltIn ? `${name} is one of zen's: zen ${name} "…"` : undefined,
    close === undefined ? undefined : `Did you mean ${neutralise(close)}?`,
    `A tool is a markdown file of instructions: ${join(personalFolder('tools', place), 'NAME.md')}`,
  ]
  return new UserError(`there is no tool called ${neutralise(name)}`, {
    code: 'zen/unknown-tool',
    hint: hints.find((hint) => hint !== undefined) ?? '',
  })
}
