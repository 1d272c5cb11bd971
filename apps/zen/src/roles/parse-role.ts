import { ConfigError } from '@engawa/core'
import type { DefinitionFile } from '../definitions/definition-folders.js'
import { numberAt, type Refuse, readFrontMatter, textAt } from '../definitions/front-matter.js'
import type { Role } from './role.js'

/**
 * Instructions in markdown, with settings between two lines of `---` above them.
 *
 * @throws ConfigError `zen/bad-role` naming the file, the key, what was found and what is expected
 */
export async function parseRole({ name, path, text, isPersonal }: DefinitionFile): Promise<Role> {
  const refuse: Refuse = (key, why, cause) =>
    new ConfigError(`${path}: ${key} ${why}`, { code: 'zen/bad-role', hint: 'Mend the file of the role.', cause })
  const { head, body } = await readFrontMatter(text, ['description', 'model', 'temperature', 'max_tokens'], refuse)
  if (body === '') throw refuse('its text', 'is empty: a role is told what to do')
  if (head.model !== undefined && !isPersonal) {
    throw refuse('model', 'can not be chosen by a project; name it with -m, or keep the role in your own folder')
  }
  return {
    name,
    path,
    description: textAt(head, 'description', refuse) ?? '',
    instructions: body,
    model: textAt(head, 'model', refuse),
    temperature: numberAt(head, 'temperature', refuse, { most: 2, whole: false }),
    maxTokens: numberAt(head, 'max_tokens', refuse, { most: Number.MAX_SAFE_INTEGER, whole: true }),
  }
}
