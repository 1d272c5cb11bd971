import type { CommandInput } from '@engawa/cli-kit'
import { type ConfigEditor, parseKeyPath } from '@engawa/config'
import { UserError } from '@engawa/core'
import { pathIn } from './projects.js'

/** `--set`, `--unset` and `--description`, each checked before it is written. @returns the key paths that changed */
export async function changeProject(
  editor: ConfigEditor,
  project: string,
  { set = [], unset = [], description }: CommandInput['options'],
): Promise<readonly string[]> {
  const changes = listOf(set).map(parted)
  const changed: string[] = []
  if (typeof description === 'string') {
    await editor.set(pathIn(project, ['description']), description)
    changed.push('description')
  }
  for (const { key, value } of changes) {
    await editor.set(pathIn(project, parseKeyPath(key)), value)
    changed.push(key)
  }
  for (const key of listOf(unset)) if (await editor.unset(pathIn(project, parseKeyPath(key)))) changed.push(key)
  return changed
}

const listOf = (given: unknown): readonly string[] => (Array.isArray(given) ? given.map(String) : [])

function parted(word: string): { readonly key: string; readonly value: string } {
  const at = word.indexOf('=')
  if (at > 0) return { key: word.slice(0, at), value: word.slice(at + 1) }
  throw new UserError(`"${word.slice(0, 80)}" is no setting and value`, {
    code: 'zen/bad-setting',
    hint: 'Write it as models.default=qwen3.',
  })
}
