import { isRandom } from '../context/randomness.js'
import { atLeast, between, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Digits among the letters, which words with hyphens between them don't have. */
const isMixed = (token: string): boolean => isRandom(token.slice(3)) && (token.match(/\d/g)?.length ?? 0) >= 4

/** Makers and hosts of language models. */
export const models = (): readonly TokenRule[] => [
  {
    name: 'anthropic-key',
    format: ['sk-ant-', oneOf('api', 'admin', 'oat', 'ort', 'sid'), run('digit', 2), '-', atLeast('url', 20)],
  },
  {
    name: 'openai-key',
    format: ['sk-', oneOf('proj-', 'svcacct-', 'admin-', 'None-'), atLeast('url', 20)],
    minEntropy: 3.2,
  },
  { name: 'sk-key', format: ['sk-', atLeast('alnum', 32)], minEntropy: 3.3 },
  { name: 'openrouter-key', format: ['sk-or-', oneOf('v1-', 'v2-'), atLeast('hex', 40)] },
  { name: 'hugging-face-token', format: [oneOf('hf_', 'api_org_'), atLeast('alnum', 34)], minEntropy: 3 },
  { name: 'groq-key', format: ['gsk_', atLeast('alnum', 40)] },
  { name: 'xai-key', format: ['xai-', atLeast('alnum', 60)] },
  { name: 'perplexity-key', format: ['pplx-', atLeast('alnum', 40)] },
  { name: 'replicate-token', format: ['r8_', atLeast('alnum', 37)] },
  { name: 'fireworks-key', format: ['fw_', atLeast('alnum', 24)], minEntropy: 3.5 },
  { name: 'cerebras-key', format: ['csk-', atLeast('lowerDigit', 40)] },
  { name: 'nvidia-key', format: ['nvapi-', atLeast('url', 60)] },
  { name: 'langsmith-key', format: [oneOf('lsv2_pt_', 'lsv2_sk_'), run('hex', 32), '_', run('hex', 10)] },
  { name: 'langsmith-legacy-key', format: ['ls__', run('hex', 32)] },
  { name: 'langfuse-key', format: [oneOf('pk-lf-', 'sk-lf-'), atLeast('url', 32)], minEntropy: 3 },
  { name: 'voyage-key', format: ['pa-', run('url', 43)], minEntropy: 4.2 },
  { name: 'jina-key', format: ['jina_', run('alnum', 32), atLeast('url', 28)] },
  { name: 'pinecone-key', format: ['pcsk_', atLeast('word', 40)] },
  { name: 'tavily-key', format: ['tvly-', atLeast('url', 24)], minEntropy: 3 },
  { name: 'firecrawl-key', format: ['fc-', run('hex', 32)] },
  { name: 'elevenlabs-key', format: ['sk_', run('hex', 48)] },
  { name: 'wandb-key', format: ['wandb_v1_', atLeast('word', 60)] },
  { name: 'modal-token', format: [oneOf('ak-', 'as-'), run('alnum', 22)], minEntropy: 3.9 },
  { name: 'e2b-key', format: ['e2b_', run('hex', 40)] },
  { name: 'openai-session', format: ['sess-', run('alnum', 40)], minEntropy: 3.8 },
  { name: 'helicone-key', format: [oneOf('sk-helicone-', 'pk-helicone-'), atLeast('url', 24)] },
  { name: 'anyscale-key', format: ['esecret_', atLeast('lowerDigit', 24)], minEntropy: 3.2 },
  { name: 'llamaindex-key', format: ['llx-', atLeast('alnum', 40)] },
  { name: 'nomic-key', format: ['nk-', run('url', 43)], minEntropy: 4.2 },
  { name: 'upstage-key', format: ['up_', run('alnum', 29)], minEntropy: 3.8 },
  { name: 'runpod-key', format: ['rpa_', atLeast('upperDigit', 36)], minEntropy: 3.6 },
  { name: 'mem0-key', format: ['m0-', run('alnum', 40)], minEntropy: 3.8 },
  { name: 'cursor-key', format: [oneOf('crsr_', 'key_'), run('hex', 64)] },
  { name: 'brave-search-key', format: ['BSA', run('url', 28)], minEntropy: 3.9 },
  { name: 'volcengine-access-key', format: ['AKLT', atLeast('base64Any', 40)], minEntropy: 3.8 },
  { name: 'baidu-key', format: ['bce-v3/ALTAK-', between('alnum', 16, 30), '/', run('hex', 40)] },
  {
    name: 'zhipu-key',
    format: [run('hex', 32), '.', run('alnum', 16)],
    keywords: ['zhipu', 'bigmodel', 'glm'],
    minEntropy: 3.5,
  },
  { name: 'cartesia-key', format: ['sk_car_', atLeast('alnum', 20)] },
  { name: 'sk-mixed-key', format: ['sk-', atLeast('url', 24)], minEntropy: 3.6, check: isMixed },
  { name: 'together-key', format: ['tgp_v1_', atLeast('url', 40)] },
]
