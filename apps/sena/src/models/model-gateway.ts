import { type Clock, type Redacted, systemClock } from '@engawa/core'
import type { LlmRequest, ModelListing, Provider, StreamPart } from '@engawa/llm-providers'
import type { ModelClass } from '../intent/intent.js'

export interface ModelSettings {
  readonly name?: string | undefined
  readonly maxTokens: number
  readonly temperature: number
  readonly contextWindow: number
}

export interface ChosenModel {
  readonly model: string
  readonly provider: string
  readonly settings: ModelSettings
  /** What a person should know about the choice: `gemma2:2b is not installed`. */
  readonly note?: string
}

/** No model, and what to do about it. */
export interface NoModel {
  /** `Ollama: not found at http://localhost:11434` */
  readonly detail: string
  readonly hint: string
}

export type ModelChoice = { readonly chosen: ChosenModel } | { readonly missing: NoModel }

/** The models as the pipeline sees them. */
export interface ModelGateway {
  /** Asked anew at each turn; the answer is kept for a few seconds. */
  choose(modelClass: ModelClass): Promise<ModelChoice>
  /** @param session the conversation that it is for, in the usage ledger */
  stream(request: Redacted<LlmRequest>, signal: AbortSignal, session: string): AsyncIterable<StreamPart>
  /** Something went wrong on the way: look again before the next turn. */
  forget(): void
}

export interface ModelGatewayOptions {
  readonly provider: Provider
  /** The same provider, which writes down what a conversation uses; nothing is written down without it. */
  readonly meteredFor?: (session: string) => Provider
  readonly settings: Readonly<Record<ModelClass, ModelSettings>>
  readonly clock?: Clock
  /** How long a look at the provider is believed, in milliseconds; 3,000 unless told. */
  readonly believeForMs?: number
}

/** How long a provider may take to say what it has. A machine that is only slow answers within this. */
const probeTimeoutMs = 2_000

/** Models of one provider, found lazily: it may come and go while Sena runs. */
export function createModelGateway(options: ModelGatewayOptions): ModelGateway {
  const { provider, meteredFor = () => provider, settings, clock = systemClock, believeForMs = 3_000 } = options
  let known: { readonly at: number; readonly models: Promise<readonly ModelListing[] | NoModel> } | undefined

  function look(): Promise<readonly ModelListing[] | NoModel> {
    if (known === undefined || clock.monotonic() - known.at > believeForMs) {
      known = { at: clock.monotonic(), models: probe(provider) }
    }
    return known.models
  }

  return {
    async choose(modelClass) {
      const found = await look()
      if (!isListing(found)) return { missing: found }
      const choice = pick(found, settings, modelClass)
      if (choice === undefined) {
        const wanted = settings[modelClass].name ?? settings.fast.name ?? 'gemma2:2b'
        return {
          missing: {
            detail: `${provider.id} answers at ${provider.endpoint} but has no model`,
            hint: `Run \`ollama pull ${wanted}\`.`,
          },
        }
      }
      return { chosen: { ...choice, provider: provider.id, settings: settings[modelClass] } }
    },
    stream: (request, signal, session) => meteredFor(session).stream(request, { signal }),
    forget: () => {
      known = undefined
    },
  }
}

const isListing = (found: readonly ModelListing[] | NoModel): found is readonly ModelListing[] => Array.isArray(found)

const getOllama =
  'To add one, install Ollama from https://ollama.com, start it and run `ollama pull gemma2:2b`; Sena then uses it by itself.'

async function probe(provider: Provider): Promise<readonly ModelListing[] | NoModel> {
  const signal = AbortSignal.timeout(probeTimeoutMs)
  try {
    const status = await provider.status({ signal })
    return status.available ? await provider.listModels({ signal }) : { detail: status.detail, hint: getOllama }
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error), hint: getOllama }
  }
}

/** Ollama lists `llama3:latest` for what people call `llama3`. */
const sameModel = (listed: string, wanted: string): boolean => listed === wanted || listed === `${wanted}:latest`

/** An embedding model answers nothing. Listings do not say what a model is for; their names do. */
const embeds = (id: string): boolean => /embed|minilm|\bbge\b/i.test(id)

/** The configured model of this class, else the fast one, else the first installed; a note where it isn't what was asked for. */
function pick(
  models: readonly ModelListing[],
  settings: ModelGatewayOptions['settings'],
  modelClass: ModelClass,
): Pick<ChosenModel, 'model' | 'note'> | undefined {
  const installed = (name: string | undefined) =>
    name === undefined ? undefined : models.find(({ id }) => sameModel(id, name))?.id
  const wanted = settings[modelClass].name
  const exact = installed(wanted)
  if (exact !== undefined) return { model: exact }
  const model = installed(settings.fast.name) ?? models.find(({ id }) => !embeds(id))?.id
  if (model === undefined) return undefined
  return wanted === undefined ? { model } : { model, note: `${wanted} is not installed: ${model} answers` }
}
