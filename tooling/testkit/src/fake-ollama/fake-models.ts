export type FakeModelAbility = 'completion' | 'tools' | 'thinking' | 'vision' | 'embedding'

export interface FakeModel {
  /** `llama3.2` means `llama3.2:latest`, as with the real server. */
  readonly name: string
  readonly abilities: readonly FakeModelAbility[]
  readonly contextLength: number
}

export const defaultModels: readonly FakeModel[] = [
  { name: 'llama3.2:latest', abilities: ['completion', 'tools'], contextLength: 131_072 },
  { name: 'qwen3:latest', abilities: ['completion', 'tools', 'thinking'], contextLength: 40_960 },
  { name: 'gemma2:2b', abilities: ['completion'], contextLength: 8_192 },
  { name: 'llava:latest', abilities: ['completion', 'vision'], contextLength: 4_096 },
  { name: 'nomic-embed-text:latest', abilities: ['embedding'], contextLength: 2_048 },
]

export const withTag = (name: string): string => (name.includes(':') ? name : `${name}:latest`)

export const findModel = (models: readonly FakeModel[], name: string): FakeModel | undefined =>
  models.find((model) => withTag(model.name) === withTag(name))

const details = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '3.2B',
  quantization_level: 'Q4_K_M',
}

const digestOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)

/** An entry of `/api/tags`. */
export const tagEntry = ({ name }: FakeModel) => ({
  name: withTag(name),
  model: withTag(name),
  modified_at: '2026-01-01T00:00:00.000000000Z',
  size: 2_019_393_189,
  digest: digestOf(name),
  details,
})

/** An entry of `/api/ps`. */
export const runningEntry = (model: FakeModel) => ({
  ...tagEntry(model),
  expires_at: '2026-01-01T00:05:00.000000000Z',
  size_vram: 0,
  context_length: model.contextLength,
})

/** The body of `/api/show`. */
export const showBody = (model: FakeModel) => ({
  modelfile: `FROM ${model.name}\n`,
  parameters: 'stop "<|eot_id|>"',
  template: '{{ .Prompt }}',
  details,
  model_info: {
    'general.architecture': 'llama',
    'general.parameter_count': 3_212_749_888,
    'llama.context_length': model.contextLength,
    'llama.embedding_length': 3_072,
  },
  capabilities: model.abilities,
  modified_at: '2026-01-01T00:00:00.000000000Z',
})
