export { createProvider } from './create-provider.js'
export type { LlmErrorCode } from './errors/llm-errors.js'
export { collect } from './guard/collect.js'
export type * from './provider.js'
