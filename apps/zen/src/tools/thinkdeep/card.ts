import type { ToolCard } from '../tool.js'

export const thinkdeepCard: ToolCard = {
  name: 'thinkdeep',
  title: 'Think deep',
  summary: 'Think a hard question through: assumptions, alternatives, risks, and what follows.',
  modes: [],
  steps: true,
  request: { description: 'the question' },
  examples: [
    { command: 'zen thinkdeep "Shall the cache be write-through?" -s cache', explains: 'the first step' },
    { command: 'zen thinkdeep -s cache "Reads are 50 to 1"', explains: 'go on, with what you know now' },
    {
      command: 'zen thinkdeep "Where does this break?" -f src/cache --expert qwen3',
      explains: 'and have it checked',
    },
  ],
  load: async () => (await import('./thinkdeep.js')).thinkdeep,
}
