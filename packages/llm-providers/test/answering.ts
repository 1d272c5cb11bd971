import type { EmbedResult, LlmRequest, Provider, StreamPart } from '../src/index.js'

type Answer = readonly StreamPart[] | Error

/** What a provider in a test says, in order, and everything that it was asked. */
export interface Answering extends Provider {
  readonly asked: readonly LlmRequest[]
}

/** A provider without a wire, for what stands in front of providers. An `Error` among the parts is thrown there. */
export function answering(
  fields: Partial<Pick<Provider, 'id' | 'location' | 'endpoint'>>,
  ...answers: readonly (Answer | readonly (StreamPart | Error)[])[]
): Answering {
  const asked: LlmRequest[] = []
  const left = [...answers]
  const unused = () => Promise.reject(new Error('not asked for in this test'))
  return {
    id: 'openai',
    location: 'cloud',
    endpoint: 'https://api.example',
    capabilities: new Set(),
    asked,
    async *stream(request) {
      asked.push(request.value)
      const answer = left.length > 1 ? left.shift() : left[0]
      for (const part of answer instanceof Error ? [answer] : (answer ?? [])) {
        if (part instanceof Error) throw part
        yield part
      }
    },
    embed: async ({ value }): Promise<EmbedResult> => ({ model: value.model, vectors: value.texts.map(() => [1]) }),
    generate: unused,
    listModels: unused,
    status: unused,
    countTokens: unused,
    wireRequest: unused,
    showModel: unused,
    ...fields,
  }
}

export const said = (text: string, usage = { inputTokens: 1_000, outputTokens: 100 }): readonly StreamPart[] => [
  { type: 'text-delta', text },
  { type: 'usage', usage },
  { type: 'finish', reason: 'stop', model: 'm' },
]
