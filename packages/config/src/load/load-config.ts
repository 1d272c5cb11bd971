import { isEngawaError, type JsonValue } from '@engawa/core'
import type { z } from 'zod'
import { migrateSettings } from '../files/migrate-settings.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import { parseKeyPath } from '../key-path.js'
import type { ConfigDefinition, ConfigSources, ConfigWarning, LoadedConfig } from '../layered-config.js'
import { merge, type SettingsTree, withValue } from '../settings-tree.js'
import { partPersonal } from '../trust/personal-choices.js'
import { findProjectFile, homeOf, shortPath, userFilePath } from './config-locations.js'
import {
  fileLayer,
  type GivenLayer,
  type GivenSetting,
  type Layer,
  namedLayer,
  type Problem,
  warning,
} from './layer.js'
import { loadedConfig } from './loaded-config.js'
import { problemsError } from './problems-error.js'
import { withProfile } from './profile-layer.js'
import type { SchemaOutline } from './schema-outline.js'
import { secretTest } from './secret-paths.js'
import type { ValidatedStamp } from './validated-stamp.js'

/**
 * Read a configuration from its layers: flag > environment > project > user > default.
 *
 * Without a file, a variable or a flag the defaults are the answer, and neither zod nor a parser is loaded.
 *
 * @throws ConfigError (exit code 3) that lists every wrong setting with its place
 */
export async function loadConfig<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  sources: ConfigSources,
): Promise<LoadedConfig<z.output<S>>> {
  const defaults = definition.defaults as SettingsTree
  const warnings: ConfigWarning[] = []
  const found = await readFiles(definition, sources, warnings)
  const given: readonly GivenLayer[] = [
    { name: 'environment', settings: givenSettings(definition.environment, sources.env) } as const,
    { name: 'flag', settings: givenSettings(definition.flags, sources.flags) } as const,
  ].filter(({ settings }) => settings.length > 0)
  const files = withProfile(definition, found, given)
  const isSecret = secretTest(definition)
  if (files.length === 0 && given.length === 0) {
    return loadedConfig(structuredClone(definition.defaults), [], warnings, isSecret)
  }

  const stamp = await stampFor(sources, defaults, files, given, isSecret)
  if (stamp?.isKnown()) {
    const values = stamp.layers.reduce((tree, layer) => merge(tree, layer.tree), structuredClone(defaults))
    return loadedConfig(values as z.output<S>, stamp.layers, warnings, isSecret)
  }

  const [schema, { outline }, { validate }, { unknownKeys, withoutUnknown }] = await Promise.all([
    definition.schema(),
    import('./schema-outline.js'),
    import('./validate.js'),
    import('./unknown-keys.js'),
  ])
  const shape = outline(schema)
  const problems: Problem[] = []
  const layers = [...files]
  for (const layer of given) layers.push(typedLayer(layer, shape, problems))
  const unknown = layers.flatMap((layer) => unknownKeys(layer, shape))
  warnings.push(...unknown)
  const known = layers.map((layer) => ({ ...layer, tree: withoutUnknown(layer, shape) }))
  const outcome = validate(schema, defaults, known, isSecret)
  if ('problems' in outcome) problems.push(...outcome.problems)
  if (problems.length > 0 || !('values' in outcome)) throw problemsError(problems)
  if (unknown.length === 0) stamp?.write(outcome.values)
  return loadedConfig(outcome.values, layers, warnings, isSecret)
}

async function readFiles<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  sources: ConfigSources,
  warnings: ConfigWarning[],
): Promise<readonly Layer[]> {
  const layers: Layer[] = []
  const user = userFilePath(definition, sources)
  for (const [name, path] of [
    ['user', user],
    ['project', findProjectFile(definition, sources)],
  ] as const) {
    if (path === undefined || (name === 'project' && path === user)) continue
    const text = readConfigText(path)
    if (text === undefined) continue
    const origin = shortPath(path, homeOf(sources))
    let { tree, from } = migrateSettings(definition, path, await parseSettings(path, text))
    // A project's file belongs to its repository: it is read as if it were new, and left as it is.
    if (name === 'user' && from < (definition.version ?? 1)) await keepMigrated(definition, path, origin, warnings)
    if (name === 'project') tree = await whatIsAgreed(definition, sources, { tree, path, origin }, warnings)
    if (Object.keys(tree).length > 0) layers.push(fileLayer(name, origin, tree))
  }
  return layers
}

/** Write the user's file in its new form. Where that can't be done the old one still works, migrated at each start. */
async function keepMigrated<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  path: string,
  origin: string,
  warnings: ConfigWarning[],
): Promise<void> {
  try {
    const { migrateFile } = await import('../edit/update-file.js')
    await migrateFile(definition, path)
  } catch (error) {
    if (!isEngawaError(error)) throw error
    warnings.push(warning(origin, [], `could not be brought up to version ${definition.version}: ${error.message}`))
  }
}

/** A project's file without what is the person's own to choose, unless they agreed to it. */
async function whatIsAgreed<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  sources: ConfigSources,
  { tree, path, origin }: { readonly tree: SettingsTree; readonly path: string; readonly origin: string },
  warnings: ConfigWarning[],
): Promise<SettingsTree> {
  const { personal = [], trustCommand } = definition
  const { plain, choices, keys } = partPersonal(personal, tree)
  if (keys.length === 0) return tree
  const answer =
    trustCommand === undefined
      ? undefined
      : (await import('../trust/project-trust.js')).trustedIn(definition, sources).answerFor(path, choices)
  if (answer === 'agreed') return tree
  const why =
    trustCommand === undefined
      ? "a project's file may not set it"
      : `${answer === 'refused' ? 'you refused it' : 'it waits for your agreement'} (${trustCommand})`
  for (const one of keys) warnings.push(warning(origin, one, `"${one.join('.')}" is ignored: ${why}`))
  return plain
}

/** No stamp where a variable or flag is a secret: not even its hash is written anywhere. */
async function stampFor(
  { validated }: ConfigSources,
  defaults: SettingsTree,
  files: readonly Layer[],
  given: readonly GivenLayer[],
  isSecret: (keys: readonly string[]) => boolean,
): Promise<ValidatedStamp | undefined> {
  if (validated === undefined) return undefined
  if (given.some(({ settings }) => settings.some(({ path }) => isSecret(parseKeyPath(path))))) return undefined
  const { validatedStamp } = await import('./validated-stamp.js')
  return validatedStamp({ ...validated, defaults, files, given })
}

/** The variables or flags that are set. An empty variable counts as unset, as shells can't say it otherwise. */
function givenSettings(
  paths: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, JsonValue | undefined>> = {},
): readonly GivenSetting[] {
  return Object.entries(paths).flatMap(([origin, path]) => {
    const value = values[origin]
    return value === undefined || value === '' ? [] : [{ origin, path, value }]
  })
}

function typedLayer({ name, settings }: GivenLayer, shape: SchemaOutline, problems: Problem[]): Layer {
  let tree: SettingsTree = {}
  const origins = new Map<string, string>()
  for (const { origin, path, value } of settings) {
    const keys = parseKeyPath(path)
    try {
      tree = withValue(tree, keys, typeof value === 'string' ? shape.fromText(keys, value) : value)
      origins.set(path, origin)
    } catch (error) {
      if (!isEngawaError(error)) throw error
      problems.push({ origin, path, message: error.message })
    }
  }
  return namedLayer(name, tree, origins)
}
