import type { Capability } from '@engawa/llm-providers'

/** Every ability that a model can have. */
export const capabilities = [
  'tools',
  'images',
  'response-schema',
  'think',
  'seed',
  'stop',
  'embed',
  'context-window',
] as const satisfies readonly Capability[]
