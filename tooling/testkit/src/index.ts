export * from './fake-ollama/index.js'
