import { ConfigError, type JsonObject } from '@engawa/core'
import type { DefinitionFile } from '../../definitions/definition-folders.js'
import { type Head, numberAt, type Refuse, readFrontMatter, textAt } from '../../definitions/front-matter.js'
import type { OwnTool } from './own-tool.js'

const known = ['description', 'schema', 'model', 'temperature', 'max_tokens']

/**
 * What a tool is told, in markdown, with settings between two lines of `---` above it.
 *
 * @throws ConfigError `zen/bad-tool` naming the file, the key, what was found and what is expected
 */
export async function parseOwnTool({ name, path, text, isPersonal }: DefinitionFile): Promise<OwnTool> {
  const refuse: Refuse = (key, why, cause) =>
    new ConfigError(`${path}: ${key} ${why}`, { code: 'zen/bad-tool', hint: 'Mend the file of the tool.', cause })
  const { head, body } = await readFrontMatter(text, known, refuse)
  if (body === '') throw refuse('its text', 'is empty: a tool is told what to do')
  if (head.model !== undefined && !isPersonal) {
    throw refuse('model', 'can not be chosen by a project; name it with -m, or keep the tool in your own folder')
  }
  return {
    name,
    path,
    isPersonal,
    description: textAt(head, 'description', refuse) ?? '',
    instructions: body,
    schema: schemaIn(head, refuse),
    model: textAt(head, 'model', refuse),
    temperature: numberAt(head, 'temperature', refuse, { most: 2, whole: false }),
    maxTokens: numberAt(head, 'max_tokens', refuse, { most: Number.MAX_SAFE_INTEGER, whole: true }),
  }
}

function schemaIn({ schema }: Head, refuse: Refuse): JsonObject | undefined {
  if (schema === undefined) return undefined
  const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema)
  if (isObject && (schema as JsonObject).type === 'object') return schema as JsonObject
  throw refuse('schema', 'must be a JSON Schema of "type: object"')
}
