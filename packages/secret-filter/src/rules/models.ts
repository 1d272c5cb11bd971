import { atLeast, oneOf, run } from './format.js'
import type { TokenRule } from './rule.js'

/** Makers and hosts of language models. */
export const models: readonly TokenRule[] = [
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
  { name: 'langfuse-key', format: ['pk-lf-', atLeast('url', 32)], minEntropy: 3 },
  { name: 'voyage-key', format: ['pa-', run('url', 43)], minEntropy: 4.2 },
  { name: 'jina-key', format: ['jina_', run('alnum', 32), atLeast('url', 28)] },
  { name: 'pinecone-key', format: ['pcsk_', atLeast('word', 40)] },
  { name: 'tavily-key', format: ['tvly-', atLeast('url', 24)], minEntropy: 3 },
  { name: 'firecrawl-key', format: ['fc-', run('hex', 32)] },
  { name: 'elevenlabs-key', format: ['sk_', run('hex', 48)] },
  { name: 'wandb-key', format: ['wandb_v1_', atLeast('word', 60)] },
  { name: 'modal-token', format: [oneOf('ak-', 'as-'), run('alnum', 22)], minEntropy: 3.9 },
  { name: 'e2b-key', format: ['e2b_', run('hex', 40)] },
  { name: 'together-key', format: ['tgp_v1_', atLeast('url', 40)] },
]
