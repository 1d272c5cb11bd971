import { type ContentPart, UserError } from '@engawa/core'
import type { CallOptions, Provider } from '@engawa/llm-providers'

/**
 * Whether the model takes images, where the question has some. Asked before the question is kept; where nobody knows,
 * the server decides.
 *
 * @throws UserError `zen/no-images`
 */
export async function checkImages(
  provider: Pick<Provider, 'id' | 'capabilities' | 'showModel'>,
  model: string,
  content: readonly ContentPart[],
  call: CallOptions,
): Promise<void> {
  if (!content.some(({ type }) => type === 'image')) return
  const known = provider.capabilities.has('images') ? await abilitiesOf(provider, model, call) : []
  if (known === undefined || known.includes('images')) return
  throw new UserError(`${model} of ${provider.id} takes no images`, {
    code: 'zen/no-images',
    hint: 'Nothing was sent. Choose a model that takes them: zen models show MODEL says what it can.',
  })
}

async function abilitiesOf(provider: Pick<Provider, 'showModel'>, model: string, call: CallOptions) {
  try {
    return (await provider.showModel(model, call)).capabilities
  } catch {
    // A server that can't be asked says it in better words when the question comes.
    return undefined
  }
}
