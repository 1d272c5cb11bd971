import type { JsonObject, JsonValue } from '@engawa/core'
import * as z from 'zod'
import type { ToolCard } from '../tools/tool.js'

/** What every call may say beside the tool's own input, by the name it has in JSON. */
export const callOptions = {
  session: { type: 'string', description: 'go on in this conversation, new or not' },
  model: { type: 'string', description: 'model, alias or provider/model' },
  provider: { type: 'string', description: 'ollama, anthropic, openai, gemini or a configured one' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1, description: 'longest answer' },
  max_cost: { type: 'number', minimum: 0, description: 'US dollars that the whole call may cost' },
  expert: { type: 'string', description: 'have this model check the result last' },
  dry_run: { type: 'boolean', description: 'show what would be sent; send and store nothing' },
} as const

/** All that a tool takes. */
export async function fullSchema(card: ToolCard): Promise<JsonObject> {
  const { properties, required } = await ownSchema(card)
  return objectOf({ ...properties, ...optionsOf(card) }, required)
}

/** An expert is asked after a step: a tool without steps has none. */
function optionsOf({ steps }: ToolCard): JsonObject {
  const { expert, ...always } = callOptions
  return { ...always, ...(steps ? { expert } : {}) }
}

/** What a tool needs in one mode: the mode is chosen, and what is rarely given is still taken, but not told. */
export async function minimalSchema(card: ToolCard): Promise<JsonObject> {
  const { properties, required } = await ownSchema(card)
  const { mode: _mode, piped: _piped, ...own } = properties
  const session = card.steps ? { session: { type: 'string' } } : {}
  return objectOf({ ...mapValues(own, terse), ...session }, required)
}

/** Names of all that a tool understands. */
export async function knownFields(card: ToolCard): Promise<ReadonlySet<string>> {
  return new Set([...Object.keys((await ownSchema(card)).properties), ...Object.keys(optionsOf(card))])
}

interface OwnSchema {
  readonly properties: Readonly<Record<string, JsonValue>>
  readonly required: readonly string[]
}

async function ownSchema(card: ToolCard): Promise<OwnSchema> {
  const { properties = {}, required = [] } = z.toJSONSchema((await card.load()).input, { io: 'input' }) as {
    properties?: Record<string, JsonValue>
    required?: string[]
  }
  // The schema is lenient, as a tool that reads the repository needs no words. Whoever calls the others must say what for.
  const asks = card.readsGit === true || required.includes('request') ? [] : ['request']
  return { properties, required: [...asks, ...required] }
}

const objectOf = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required: [...required] }),
})

/** Fields of every tool, whose names say enough. */
const plain = new Set(['request', 'files'])

function terse(schema: JsonValue, name: string): JsonValue {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema
  const left = new Set(['default', 'maximum', 'minimum', 'minLength', ...(plain.has(name) ? ['description'] : [])])
  return Object.fromEntries(Object.entries(schema as JsonObject).filter(([key]) => !left.has(key)))
}

const mapValues = (
  object: Readonly<Record<string, JsonValue>>,
  change: (value: JsonValue, name: string) => JsonValue,
): JsonObject => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]))
