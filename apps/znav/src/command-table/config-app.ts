import type { ConfigApp, ConsentChoice } from '@engawa/cli-kit'
import { type PerthConfig, perthConfig } from '../settings/perth-config.js'

/** What the `config` commands of the suite need to know of Perth. */
export const configApp: ConfigApp = {
  program: 'znav',
  definition: perthConfig,
  sends: [
    'the last 20 commands of the pane',
    'the summary and up to 50 lines of git diff',
    'names of recently modified files',
    'the pane’s previous intent',
  ],
  configuredProviders,
  defaultProvider: (values) => {
    const { provider } = (values as PerthConfig).llm
    return provider === 'local' ? 'ollama' : provider
  },
  providers: [
    { id: 'anthropic', endpoint: 'https://api.anthropic.com' },
    { id: 'openai', endpoint: 'https://api.openai.com/v1' },
  ],
}

/** Where the person moved a provider: consent holds for that address. An Ollama elsewhere is a cloud too. */
async function configuredProviders(values: unknown): Promise<readonly ConsentChoice[]> {
  const { provider, base_url: baseUrl, local_endpoint: local } = (values as PerthConfig).llm
  if (provider === 'local') return [{ id: 'ollama', endpoint: local ?? 'http://localhost:11434' }]
  return provider === 'none' || baseUrl === undefined ? [] : [{ id: provider, endpoint: baseUrl }]
}
