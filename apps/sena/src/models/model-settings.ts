import type { ModelClass } from '../intent/intent.js'
import type { Settings } from '../settings/settings-schema.js'
import type { ModelSettings } from './model-gateway.js'

/** The settings' models as the gateway takes them. */
export function modelSettings({ llm }: Settings): Readonly<Record<ModelClass, ModelSettings>> {
  const of = ({
    name,
    max_tokens,
    temperature,
    context_window,
  }: Settings['llm']['models'][ModelClass]): ModelSettings => ({
    name,
    maxTokens: max_tokens,
    temperature,
    contextWindow: context_window,
  })
  return { fast: of(llm.models.fast), critical: of(llm.models.critical), code: of(llm.models.code) }
}
