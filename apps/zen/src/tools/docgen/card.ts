import type { ToolCard } from '../tool.js'

export const docgenCard: ToolCard = {
  name: 'docgen',
  title: 'Write documentation',
  summary: 'Write the documentation that code lacks: what each part promises, shapes, units, errors, how to use it.',
  modes: [],
  steps: true,
  request: { description: 'for whom, and what about' },
  examples: [
    { command: 'zen docgen -f src/lock.ts', explains: 'docstrings for a file' },
    {
      command: 'zen docgen "A README for whoever uses it as a library" -f src --format markdown',
      explains: 'a document',
    },
  ],
  load: async () => (await import('./docgen.js')).docgen,
}
