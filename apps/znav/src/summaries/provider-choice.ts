import { LlmError } from '@engawa/core'
import type { ProviderKind } from '@engawa/llm-providers'
import type { PerthConfig } from '../settings/perth-config.js'

/** What the configuration says about the provider that summarises. */
export interface ProviderChoice {
  readonly id: string
  readonly kind: ProviderKind
  readonly model: string
  readonly baseUrl?: string
  readonly configuredKey?: string
  readonly keyVariables: readonly string[]
}

/** @throws LlmError `llm/no-provider` when none is set up */
export function providerChoice({ llm }: PerthConfig): ProviderChoice {
  const at = llm.base_url === undefined ? {} : { baseUrl: llm.base_url }
  if (llm.provider === 'anthropic') {
    return {
      id: 'anthropic',
      kind: 'anthropic',
      model: llm.model ?? 'claude-haiku-4-5',
      keyVariables: ['ANTHROPIC_API_KEY'],
      ...at,
      ...(llm.anthropic_api_key ? { configuredKey: llm.anthropic_api_key } : {}),
    }
  }
  if (llm.provider === 'openai') {
    return {
      id: 'openai',
      kind: 'openai',
      model: llm.model ?? 'gpt-4o-mini',
      keyVariables: ['OPENAI_API_KEY'],
      ...at,
      ...(llm.openai_api_key ? { configuredKey: llm.openai_api_key } : {}),
    }
  }
  if (llm.provider === 'local') {
    const baseUrl = llm.local_endpoint ?? 'http://localhost:11434'
    return { id: 'ollama', kind: 'ollama', model: llm.model ?? 'llama3.2', keyVariables: [], baseUrl }
  }
  throw new LlmError('no model is set up to summarise', {
    code: 'llm/no-provider',
    hint: 'Set one up: znav config set llm.provider local (Ollama), anthropic or openai.',
  })
}
