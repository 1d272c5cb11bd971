import type { CommandDefinition } from '@engawa/cli-kit'
import { modelsOutput, modelsPullOutput, modelsShowOutput } from './output-schemas.js'

/** `zen models …`: which there are, what they are, and getting one. */
export const modelsDefinitions: readonly CommandDefinition[] = [
  {
    path: 'models',
    summary: 'List providers and models, and whether they can be used.',
    examples: [{ command: 'zen models', explains: 'what is reachable, which key is in use' }],
    output: modelsOutput,
    load: () => import('./models.js'),
  },
  {
    path: 'models show',
    summary: 'Say what a name means: model, window, abilities, price.',
    arguments: [{ name: 'model', description: 'model, alias or provider/model', required: true, complete: 'models' }],
    examples: [
      { command: 'zen models show sonnet', explains: 'what the alias stands for, and what it costs' },
      { command: 'zen models show ollama/qwen3', explains: 'what the local server knows of it' },
    ],
    output: modelsShowOutput,
    load: () => import('./models-show.js'),
  },
  {
    path: 'models pull',
    summary: 'Get a model for Ollama.',
    arguments: [{ name: 'model', description: 'as Ollama names it: qwen3:4b', required: true }],
    options: [{ flags: '--provider <name>', description: 'which Ollama, where there are several', default: 'ollama' }],
    examples: [{ command: 'zen models pull qwen3:4b', explains: 'get it, with progress' }],
    output: modelsPullOutput,
    load: () => import('./models-pull.js'),
  },
]
