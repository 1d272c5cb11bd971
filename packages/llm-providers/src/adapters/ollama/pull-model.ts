import type { Ollama } from 'ollama'
import type { PullProgress } from '../../provider.js'

/** `/api/pull`: get a model, step by step. The last step says `success`. */
export async function* pullModel(ollama: Ollama, model: string): AsyncGenerator<PullProgress> {
  for await (const { status, digest, completed, total } of await ollama.pull({ model, stream: true })) {
    yield {
      status,
      ...(digest ? { digest } : {}),
      ...(typeof completed === 'number' ? { completed } : {}),
      ...(typeof total === 'number' ? { total } : {}),
    }
  }
}
