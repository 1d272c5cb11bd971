import { formatKeyPath, parseKeyPath } from '../key-path.js'
import type { ConfigDefinition } from '../layered-config.js'
import { isTable, type SettingsTree, valueAt } from '../settings-tree.js'
import type { GivenLayer, Layer } from './layer.js'

type Profiled = Pick<ConfigDefinition<never>, 'profiles'> & { readonly defaults: unknown }

/**
 * The settings of the profile that is chosen, as a layer just above the file that it stands in. What only describes a
 * profile is no setting and stays out.
 */
export function withProfile(
  { profiles, defaults }: Profiled,
  files: readonly Layer[],
  given: readonly GivenLayer[],
): readonly Layer[] {
  const user = files.find(({ name }) => name === 'user')
  if (profiles === undefined || user === undefined) return files
  const name = chosenProfile(profiles.chosenBy, files, given)
  const profile = name === undefined ? undefined : valueAt(user.tree, [...parseKeyPath(profiles.table), name])
  if (name === undefined || !isTable(profile)) return files
  const never = new Set([profiles.table, profiles.chosenBy])
  const tree: SettingsTree = Object.fromEntries(
    Object.entries(profile).filter(([key]) => !never.has(key) && valueAt(defaults, [key]) !== undefined),
  )
  const origin = `${user.originOf([])}: ${formatKeyPath([profiles.table, name])}`
  const layer: Layer = { name: 'user', tree, originOf: () => origin }
  return files.flatMap((file) => (file === user ? [file, layer] : [file]))
}

function chosenProfile(path: string, files: readonly Layer[], given: readonly GivenLayer[]): string | undefined {
  const settings = given.flatMap((layer) => layer.settings)
  const said = settings.findLast((setting) => setting.path === path)?.value
  const keys = parseKeyPath(path)
  const value = said ?? files.map(({ tree }) => valueAt(tree, keys)).findLast((one) => one !== undefined)
  return typeof value === 'string' && value !== '' ? value : undefined
}
