import { ConfigError, nearest, UserError } from '@engawa/core'
import { type ModelEntry, resolveModel } from '@engawa/llm-providers'
import type { MakeProvider } from './open-model.js'
import type { ProviderEntry } from './provider-table.js'

export interface ChosenModel {
  readonly entry: ProviderEntry
  /** As the provider writes it. */
  readonly model: string
  /** Tokens that fit, where it is known. */
  readonly contextWindow: number | undefined
}

export interface ModelWish {
  readonly entries: readonly ProviderEntry[]
  /** Name, alias or `provider/model`; empty: whatever is there. */
  readonly model: string
  /** Id of a provider; empty: whichever has the model. */
  readonly provider: string
  readonly makeProvider: MakeProvider
  /** The person's own, before the built-in registry. */
  readonly models: readonly ModelEntry[]
}

/** The model of a cloud provider when nobody named one. */
const usualModel: Readonly<Record<string, string>> = { anthropic: 'sonnet', openai: 'mini', gemini: 'flash' }
const embeddingModel = /embed|bge-|minilm/i

/**
 * Which model answers: the one that was named, else the first model of a local server, else the usual one of the first
 * provider that has a key. It is never changed later on.
 */
export async function chooseModel(wish: ModelWish): Promise<ChosenModel> {
  const named = wish.provider === '' ? undefined : findProviderEntry(wish.entries, wish.provider)
  if (wish.model !== '') return resolveNamed(wish, named)
  if (named !== undefined) return chosen(named, await firstModelOf(named, wish))
  for (const entry of wish.entries) {
    if (!entry.ready) continue
    const model = await firstModelOf(entry, wish).catch(() => undefined)
    if (model !== undefined) return chosen(entry, model)
  }
  throw noModel(wish.entries)
}

function resolveNamed({ entries, model, models }: ModelWish, named: ProviderEntry | undefined): ChosenModel {
  if (named !== undefined) {
    const found = resolveModel(`${named.id}/${stripPrefix(model, named.id)}`, { providers: [named.id], models })
    return chosen(named, found.model, found.entry?.contextWindow)
  }
  const found = resolveModel(model, { providers: entries.map(({ id }) => id), models })
  return chosen(findProviderEntry(entries, found.provider), found.model, found.entry?.contextWindow)
}

const stripPrefix = (model: string, id: string) => (model.startsWith(`${id}/`) ? model.slice(id.length + 1) : model)

async function firstModelOf(entry: ProviderEntry, { makeProvider }: ModelWish): Promise<string> {
  const usual = usualModel[entry.id]
  if (usual !== undefined) return resolveModel(`${entry.id}/${usual}`, { providers: [entry.id] }).model
  const models = await (await makeProvider(entry)).listModels()
  const first = models.find(({ id }) => !embeddingModel.test(id))
  if (first !== undefined) return first.id
  throw new ConfigError(`${entry.id} has no model that can answer`, {
    code: 'zen/no-model',
    hint: entry.kind === 'ollama' ? 'Get one: ollama pull qwen3:4b' : `Name one: zen chat -m ${entry.id}/MODEL "…"`,
  })
}

function chosen(entry: ProviderEntry, model: string, contextWindow?: number): ChosenModel {
  return { entry, model, contextWindow }
}

/** @throws UserError `zen/unknown-provider`, with the nearest name */
export function findProviderEntry(entries: readonly ProviderEntry[], id: string): ProviderEntry {
  const entry = entries.find((candidate) => candidate.id === id)
  if (entry !== undefined) return entry
  const ids = entries.map((candidate) => candidate.id)
  const close = nearest(id, ids)
  throw new UserError(`there is no provider called ${id}`, {
    code: 'zen/unknown-provider',
    hint: close === undefined ? `There are ${ids.join(', ')}.` : `Did you mean ${close}?`,
  })
}

function noModel(entries: readonly ProviderEntry[]): ConfigError {
  const places = entries.flatMap(({ id, keyVariables, baseUrl }) =>
    keyVariables.length > 0 ? keyVariables : [`${id} at ${baseUrl ?? 'http://localhost:11434'}`],
  )
  return new ConfigError(`no model can be reached: looked for ${places.join(', ')}`, {
    code: 'zen/no-model',
    hint: 'Start a local one: ollama serve & ollama pull qwen3:4b. Or keep a key, zen keys set openai, and agree to its use: zen config consent --grant openai',
  })
}
