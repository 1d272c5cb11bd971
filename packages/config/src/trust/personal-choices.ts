import { isWithin, parseKeyPath } from '../key-path.js'
import { leaves, type SettingsTree, withoutValue, withValue } from '../settings-tree.js'

/** A project's settings, parted into those that any file may make and those that are a person's own to make. */
export function partPersonal(personal: readonly string[], tree: SettingsTree) {
  const paths = personal.map(parseKeyPath)
  const keysOf: (readonly string[])[] = []
  let plain = tree
  let choices: SettingsTree = {}
  for (const [keys, value] of leaves(tree)) {
    if (!paths.some((path) => isWithin(keys, path) || isWithin(path, keys))) continue
    plain = withoutValue(plain, keys)
    choices = withValue(choices, keys, value)
    keysOf.push(keys)
  }
  return { plain, choices, keys: keysOf }
}
