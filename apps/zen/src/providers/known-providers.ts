import type { ProviderKind } from '@engawa/llm-providers'

export interface KnownProvider {
  readonly id: string
  readonly kind: ProviderKind
  /** Environment variables that hold its key, the first that is set wins. Empty: it needs none. */
  readonly keyVariables: readonly string[]
  /** Environment variable that moves it elsewhere. */
  readonly urlVariable?: string
}

/** What zen can talk to before anything is configured, in the order in which it is tried. */
export const knownProviders: readonly KnownProvider[] = [
  { id: 'ollama', kind: 'ollama', keyVariables: [], urlVariable: 'OLLAMA_HOST' },
  { id: 'anthropic', kind: 'anthropic', keyVariables: ['ANTHROPIC_API_KEY'], urlVariable: 'ANTHROPIC_BASE_URL' },
  { id: 'openai', kind: 'openai', keyVariables: ['OPENAI_API_KEY'], urlVariable: 'OPENAI_BASE_URL' },
  { id: 'gemini', kind: 'gemini', keyVariables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'], urlVariable: 'GEMINI_BASE_URL' },
]
