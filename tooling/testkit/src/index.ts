export * from './fake-cloud/index.js'
export * from './fake-ollama/index.js'
export type * from './fake-wire/index.js'
