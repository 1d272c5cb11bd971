import type { Ollama, ShowResponse } from 'ollama'
import { refusedCapability } from '../../errors/llm-errors.js'
import type { Capability, LlmRequest, ModelListing } from '../../provider.js'

/** What Ollama calls its models' abilities. What a model answers with alone (`completion`) is no ability of ours. */
const abilities: Readonly<Record<string, readonly Capability[]>> = {
  completion: ['response-schema', 'seed', 'stop', 'context-window'],
  tools: ['tools'],
  vision: ['images'],
  thinking: ['think'],
  embedding: ['embed'],
}

/** `/api/show`: what the model is, how much it reads, what it can do. */
export async function showModel(ollama: Ollama, model: string): Promise<ModelListing> {
  const shown: Partial<ShowResponse> = await ollama.show({ model })
  const contextWindow = contextLengthOf(shown.model_info)
  const { parameter_size: parameters, quantization_level: quantization, family } = shown.details ?? {}
  return {
    id: model,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    // Servers of before 2025 don't say.
    ...(shown.capabilities ? { capabilities: shown.capabilities.flatMap((name) => abilities[name] ?? []) } : {}),
    details: {
      ...(family ? { family } : {}),
      ...(parameters ? { parameters } : {}),
      ...(quantization ? { quantization } : {}),
    },
  }
}

/** Named after the architecture: `llama.context_length`. */
function contextLengthOf(info: unknown): number | undefined {
  // The client claims a Map; the server sends an object.
  const entries = info instanceof Map ? [...info] : Object.entries(info ?? {})
  const found = entries.find(([name]) => String(name).endsWith('.context_length'))?.[1]
  return typeof found === 'number' && found > 0 ? found : undefined
}

/**
 * Ollama leaves images out for a model that can't see, and answers as if there had been none. So it is asked first,
 * when there are any.
 *
 * @throws LlmError `llm/refused-capability`
 */
export async function checkImages(request: LlmRequest, show: () => Promise<ModelListing>): Promise<void> {
  if (!request.messages.some(({ content }) => content.some(({ type }) => type === 'image'))) return
  const { capabilities } = await show()
  if (capabilities && !capabilities.includes('images')) {
    throw refusedCapability(request.model, 'messages', 'it takes no images')
  }
}
