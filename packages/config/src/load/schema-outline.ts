import { type JsonObject, type JsonValue, UserError } from '@engawa/core'
import { toJSONSchema, type z } from 'zod'
import { jsonProblem } from '../files/json-problem.js'
import { isTable } from '../settings-tree.js'

/** What a schema says about its keys: which there are, and of what type. Read from its JSON Schema. */
export interface SchemaOutline {
  /** Names that may stand at this place, or `any` where every name may. */
  keysAt(keys: readonly string[]): ReadonlySet<string> | 'any'
  /** Turn the text of a variable or a command line into a value of the setting's type. */
  fromText(keys: readonly string[], text: string): JsonValue
}

export function outline(schema: z.ZodObject): SchemaOutline {
  const root = toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject
  const at = (keys: readonly string[]) =>
    keys.reduce((nodes, key) => nodes.flatMap((node) => childrenOf(node, key, root)), alternatives(root, root))
  return {
    keysAt(keys) {
      const known = new Set<string>()
      const nodes = at(keys)
      for (const node of nodes) {
        if (!isTable(node.properties) || node.additionalProperties !== undefined) {
          if (node.additionalProperties !== false) return 'any'
        }
        for (const key of Object.keys(isTable(node.properties) ? node.properties : {})) known.add(key)
      }
      return nodes.length === 0 ? 'any' : known
    },
    fromText: (keys, text) => fromText(text, at(keys)),
  }
}

/** A node with its unions opened and its references followed. */
function alternatives(node: JsonValue | undefined, root: JsonObject): readonly JsonObject[] {
  if (!isTable(node)) return []
  const target = typeof node.$ref === 'string' ? followed(node.$ref, root) : undefined
  if (target !== undefined) return target === node ? [] : alternatives(target, root)
  const branches = [node.anyOf, node.oneOf, node.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  return branches.length === 0 ? [node] : branches.flatMap((branch) => alternatives(branch, root))
}

function followed(ref: string, root: JsonObject): JsonValue | undefined {
  if (ref === '#') return root
  const name = /^#\/\$defs\/(.+)$/.exec(ref)?.[1]
  return name === undefined || !isTable(root.$defs) ? undefined : root.$defs[name]
}

function childrenOf(node: JsonObject, key: string, root: JsonObject): readonly JsonObject[] {
  const properties = isTable(node.properties) ? node.properties : {}
  if (Object.hasOwn(properties, key)) return alternatives(properties[key], root)
  return alternatives(node.additionalProperties, root)
}

const yes = new Set(['true', '1', 'yes', 'on'])
const no = new Set(['false', '0', 'no', 'off'])

function fromText(text: string, nodes: readonly JsonObject[]): JsonValue {
  const types = new Set(nodes.flatMap(({ type, enum: choices, const: only }) => typeNames(type, choices, only)))
  const word = text.trim().toLowerCase()
  if (types.has('null') && word === 'null') return null
  if ((types.has('number') || types.has('integer')) && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word))
    return Number(word)
  if (types.has('boolean') && (yes.has(word) || no.has(word))) return yes.has(word)
  if ((types.has('array') && word.startsWith('[')) || (types.has('object') && word.startsWith('{')))
    return fromJson(text)
  // Text that fits no other type stays text: validation then says what was expected and what was found.
  if (types.has('string') || !types.has('array')) return text
  return listItems(text, nodes)
}

/** `a, b, c` for a list. */
function listItems(text: string, nodes: readonly JsonObject[]): JsonValue {
  const items = nodes.flatMap(({ items }) => (isTable(items) ? [items] : []))
  return text.trim() === '' ? [] : text.split(',').map((item) => fromText(item.trim(), items))
}

function fromJson(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(`not valid JSON: ${jsonProblem(error, text).problem}`, { code: 'config/bad-value' })
  }
}

const typeNames = (type: JsonValue | undefined, choices: JsonValue | undefined, only: JsonValue | undefined) => {
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type as string[]
  const values = Array.isArray(choices) ? choices : only === undefined ? [] : [only]
  return values.map((value) => (value === null ? 'null' : typeof value))
}
