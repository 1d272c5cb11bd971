import type { ToolCard } from '../tool.js'

export const consensusCard: ToolCard = {
  name: 'consensus',
  title: 'Consensus',
  summary:
    'Ask several models at once, each with a stance and none knowing the others, and bring their views together.',
  modes: [],
  steps: false,
  request: { description: 'the proposal or the question' },
  options: [
    {
      flags: '--models <model...>',
      description: 'who is asked; qwen3=for and qwen3=against give a stance, neutral unless told',
    },
  ],
  examples: [
    {
      command: 'zen consensus "Rewrite the parser in Rust?" --models llama3.2=for qwen3=against gemma2:2b',
      explains: 'three views, and what they come to',
    },
    {
      command: 'zen consensus "Is this design sound?" -f docs/design.md --models llama3.2 qwen3 -m qwen3',
      explains: '-m is who brings them together',
    },
  ],
  load: async () => (await import('./consensus.js')).consensus,
}
