import type { SettingsTree } from '../settings-tree.js'
import { syntaxOf } from './parse-settings.js'
import type { SettingChange } from './setting-change.js'
import { editToml } from './toml-text.js'

/** A file's text with one setting changed. Comments stay in YAML, and in TOML where the setting has a line of its own. */
export async function editedText(path: string, text: string, change: SettingChange): Promise<string> {
  const syntax = syntaxOf(path)
  if (syntax === 'yaml') return editYaml(text, change)
  if (syntax === 'toml') return editToml(text, change)
  return settingsText(path, change.tree)
}

/** All settings as a new file. */
export async function settingsText(path: string, tree: SettingsTree): Promise<string> {
  const syntax = syntaxOf(path)
  if (syntax === 'json') return `${JSON.stringify(tree, null, 2)}\n`
  if (syntax === 'toml') {
    const { stringify } = await import('smol-toml')
    const text = stringify(tree)
    return text.endsWith('\n') ? text : `${text}\n`
  }
  const { stringify } = await import('yaml')
  return stringify(tree)
}

async function editYaml(text: string, { keys, tree, value }: SettingChange): Promise<string> {
  const { isMap, parseDocument, stringify } = await import('yaml')
  const document = parseDocument(text.replace(/^\ufeff/, ''))
  if (!isMap(document.contents)) return commentsOf(text) + stringify(tree)
  if (value === undefined) {
    document.deleteIn(keys)
    pruneEmpty(keys)
  } else {
    // A bare value keeps the comment of the one that it replaces.
    document.setIn(makeRoom(keys), typeof value === 'object' ? document.createNode(value) : value)
  }
  return document.toString({ lineWidth: 0 })

  /** A scalar in the way of a table, or an alias shared with others, is replaced by a table of its own. */
  function makeRoom(path: readonly string[]): readonly string[] {
    for (let length = 1; length < path.length; length++) {
      const above = path.slice(0, length)
      const node = document.getIn(above, true)
      if (node !== undefined && !isMap(node)) document.setIn(above, document.createNode({}))
    }
    return path
  }

  function pruneEmpty(path: readonly string[]): void {
    for (let length = path.length - 1; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isMap(node) && node.items.length === 0) document.deleteIn(path.slice(0, length))
    }
  }
}

const commentsOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => `${line}\n`)
    .join('')
