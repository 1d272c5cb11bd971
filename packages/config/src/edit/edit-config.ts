import { join } from 'node:path'
import { ConfigError, type JsonValue, UserError } from '@engawa/core'
import type { z } from 'zod'
import type { SettingChange } from '../files/setting-change.js'
import { editedText } from '../files/write-settings.js'
import { formatKeyPath, isWithin, parseKeyPath } from '../key-path.js'
import type { ConfigDefinition, ConfigEditor, ConfigSources, EffectiveValue } from '../layered-config.js'
import { findProjectFile, homeOf, shortPath, userFilePath } from '../load/config-locations.js'
import { fileLayer, type Problem } from '../load/layer.js'
import { problemsError } from '../load/problems-error.js'
import type { SchemaOutline } from '../load/schema-outline.js'
import { secretTest } from '../load/secret-paths.js'
import { hasPath, type SettingsTree, withoutValue, withValue } from '../settings-tree.js'
import { updateFile } from './update-file.js'

export type ConfigLocation = 'user' | 'project'

/**
 * Change the user's or the project's file. Each change is checked against the schema first, made under the kernel's
 * lock, and put in place as a whole: ten processes that set ten keys lose none.
 */
export function editConfig<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  location: ConfigLocation,
  sources: ConfigSources,
): ConfigEditor {
  const path = location === 'user' ? userFilePath(definition, sources) : projectPath(definition, sources)
  const origin = shortPath(path, homeOf(sources))
  const isSecret = secretTest(definition)
  const updated = (
    change: (tree: SettingsTree, text: string) => Promise<{ tree: SettingsTree; text: string } | undefined>,
  ) => updateFile(definition, path, change)

  const checkAllowed = (
    keys: readonly string[],
    { keysAt }: SchemaOutline,
    unknownKeyMessage: (key: string, known: Iterable<string>) => string,
  ) => {
    // Where a person can agree to it, it is written; it counts once they did.
    const isRefused = location === 'project' && definition.trustCommand === undefined
    if (isRefused && (definition.personal ?? []).some((own) => isWithin(keys, parseKeyPath(own)))) {
      throw new UserError(`"${formatKeyPath(keys)}" may not be set for a project`, {
        code: 'config/personal',
        hint: 'Set it in your own configuration.',
      })
    }
    for (const [at, key] of keys.entries()) {
      const known = keysAt(keys.slice(0, at))
      if (known === 'any' || known.has(key)) continue
      throw new UserError(unknownKeyMessage(key, known), {
        code: 'config/unknown-key',
        hint: `Known here: ${[...known].join(', ') || 'no keys'}.`,
      })
    }
  }

  return {
    path,
    async set(keyPath, text) {
      const keys = parseKeyPath(keyPath)
      const [schema, { outline }, { validate }, { unknownKeyMessage, withoutUnknown }] = await Promise.all([
        definition.schema(),
        import('../load/schema-outline.js'),
        import('../load/validate.js'),
        import('../load/unknown-keys.js'),
      ])
      const shape = outline(schema)
      checkAllowed(keys, shape, unknownKeyMessage)
      const value: JsonValue = shape.fromText(keys, text)
      await updated(async (tree, before) => {
        const change: SettingChange = { keys, value, tree: withValue(tree, keys, value) }
        const judge = (tree: SettingsTree) => {
          const layer = fileLayer(location, origin, withoutUnknown(fileLayer(location, origin, tree), shape))
          const outcome = validate(schema, definition.defaults as SettingsTree, [layer], isSecret)
          return 'problems' in outcome ? outcome.problems : []
        }
        // What was wrong before may stay: a file with two faults can be mended one at a time.
        const known = new Set(judge(tree).map(({ path, message }) => `${path}: ${message}`))
        const problems = judge(change.tree).filter(
          ({ path, message }) => isAbout(path, keys) || !known.has(`${path}: ${message}`),
        )
        if (problems.length > 0) throw refused(problems, keys)
        return { tree: change.tree, text: await editedText(path, before, change) }
      })
      return {
        path: formatKeyPath(keys),
        value,
        layer: location,
        origin,
        secret: isSecret(keys),
      } satisfies EffectiveValue
    },
    async unset(keyPath) {
      const keys = parseKeyPath(keyPath)
      let found = false
      await updated(async (tree, before) => {
        found = hasPath(tree, keys)
        if (!found) return undefined
        const change: SettingChange = { keys, value: undefined, tree: withoutValue(tree, keys) }
        return { tree: change.tree, text: await editedText(path, before, change) }
      })
      return found
    },
  }
}

const isAbout = (path: string, keys: readonly string[]): boolean => path !== '' && isWithin(parseKeyPath(path), keys)

/** A setting that is fine by itself may lack another beside it. */
function refused(problems: readonly Problem[], keys: readonly string[]): ConfigError {
  const error = problemsError(problems)
  const [first] = problems
  if (first === undefined || isAbout(first.path, keys)) return error
  const { message, code, details = {} } = error
  return new ConfigError(message, { code, details, hint: `Set ${first.path} first.` })
}

function projectPath(
  definition: { app: string; userFile: string; projectFile?: string },
  sources: ConfigSources,
): string {
  if (definition.projectFile === undefined) {
    throw new UserError(`${definition.app} has no configuration for projects`, { code: 'config/no-project-file' })
  }
  return findProjectFile(definition, sources) ?? join(sources.cwd, definition.projectFile)
}
