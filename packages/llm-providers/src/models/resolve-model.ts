import { UserError } from '@engawa/core'
import { nearNames } from './near-names.js'
import { type ModelEntry, modelFamilies, modelRegistry } from './registry.js'

export interface ResolveOptions {
  /** Ids of the providers that are set up. */
  readonly providers: readonly string[]
  /** Where a name goes that tells nothing of its provider. The first of `providers` unless told. */
  readonly defaultProvider?: string
  /** A person's own entries. They come before the built-in ones. */
  readonly models?: readonly ModelEntry[]
}

export interface ResolvedModel {
  readonly provider: string
  /** As the provider writes it. */
  readonly model: string
  /** What is known of it, if it is in the registry. */
  readonly entry?: ModelEntry
}

/**
 * Find the model that a name means: an alias (`flash`), a model's own name, or either of them behind the provider
 * (`openai/gpt-5.4`, `ollama:qwen3:8b`). Any other name is passed on to the default provider as it is.
 *
 * @throws UserError `llm/unknown-model`, `llm/ambiguous-model` or `llm/provider-not-set-up`, with candidates in details
 */
export function resolveModel(name: string, options: ResolveOptions): ResolvedModel {
  const wanted = name.trim()
  const { providers, defaultProvider = providers[0] } = options
  const entries = [...(options.models ?? []), ...modelRegistry]
  if (wanted === '') throw unknown(wanted, aliasesOf(entries, providers))

  const prefixed = splitPrefix(wanted)
  if (prefixed && providers.includes(prefixed.provider)) {
    const own = entries.filter(({ provider }) => provider === prefixed.provider)
    const entry = byName(own, prefixed.model)[0]
    return entry ? resolved(entry) : { provider: prefixed.provider, model: prefixed.model }
  }

  const named = byName(entries, wanted)
  if (named.length > 0) return resolved(choose(wanted, named, providers, defaultProvider))

  const family = modelFamilies.find(({ pattern }) => pattern.test(wanted))
  if (family && providers.includes(family.provider)) return { provider: family.provider, model: wanted }
  if (prefixed && isBuiltIn(prefixed.provider) && (defaultProvider === undefined || isBuiltIn(defaultProvider))) {
    throw notSetUp(prefixed.provider, wanted)
  }

  // Models have digits, tags or slashes in their names; a bare word that is nearly an alias is a slip of the keys.
  const near = /[\d:/]/.test(wanted) ? [] : nearNames(wanted, aliasesOf(entries, providers), wanted.length > 4 ? 2 : 1)
  if (near.length > 0 || defaultProvider === undefined) throw unknown(wanted, near)
  return { provider: defaultProvider, model: wanted }
}

const builtIn: ReadonlySet<string> = new Set(['ollama', 'openai', 'anthropic', 'gemini'])
const isBuiltIn = (provider: string): boolean => builtIn.has(provider)

const resolved = (entry: ModelEntry): ResolvedModel => ({ provider: entry.provider, model: entry.model, entry })

function splitPrefix(name: string): { readonly provider: string; readonly model: string } | undefined {
  const [, provider = '', model = ''] = /^([a-z][\w.-]*)[/:](.+)$/is.exec(name) ?? []
  return provider === '' ? undefined : { provider: provider.toLowerCase(), model }
}

function byName(entries: readonly ModelEntry[], name: string): readonly ModelEntry[] {
  const wanted = name.toLowerCase()
  const exact = entries.filter(({ model }) => model.toLowerCase() === wanted)
  return exact.length > 0 ? exact : entries.filter(({ aliases }) => aliases.some((a) => a.toLowerCase() === wanted))
}

function choose(
  name: string,
  found: readonly ModelEntry[],
  providers: readonly string[],
  defaultProvider: string | undefined,
): ModelEntry {
  const usable = found.filter(({ provider }) => providers.includes(provider))
  const [first, ...others] = usable
  if (!first) throw notSetUp([...new Set(found.map(({ provider }) => provider))].join(' or '), name)
  // The same model twice is a person's own entry in front of the built-in one.
  if (others.every(({ provider, model }) => provider === first.provider && model === first.model)) return first
  const preferred = usable.filter(({ provider }) => provider === defaultProvider)
  if (preferred.length === 1 && preferred[0]) return preferred[0]
  const candidates = usable.map(({ provider, model }) => `${provider}/${model}`)
  throw new UserError(`${name} can mean several models: ${candidates.join(', ')}.`, {
    code: 'llm/ambiguous-model',
    hint: `Write one of them in full, such as ${candidates[0]}.`,
    details: { candidates },
  })
}

const aliasesOf = (entries: readonly ModelEntry[], providers: readonly string[]): readonly string[] => [
  ...new Set(entries.filter(({ provider }) => providers.includes(provider)).flatMap(({ aliases }) => aliases)),
]

const notSetUp = (provider: string, name: string): UserError =>
  new UserError(`${name} is a model of ${provider}, which is not set up.`, {
    code: 'llm/provider-not-set-up',
    hint: `Set up ${provider}, or choose another model.`,
    details: { provider },
  })

const unknown = (name: string, candidates: readonly string[]): UserError =>
  new UserError(name === '' ? 'No model is named.' : `There is no model called ${name}.`, {
    code: 'llm/unknown-model',
    hint: candidates.length > 0 ? `Did you mean ${candidates.join(', ')}?` : 'Name a model, such as ollama/llama3.2.',
    details: { candidates },
  })
