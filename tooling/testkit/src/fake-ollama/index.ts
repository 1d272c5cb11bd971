export { embedText, fakeDimensions } from './embed-text.js'
export { defaultModels, type FakeModel, type FakeModelAbility } from './fake-models.js'
export { type FakeOllama, type FakeOllamaOptions, startFakeOllama } from './start-fake-ollama.js'
