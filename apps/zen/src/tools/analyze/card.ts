import type { ToolCard } from '../tool.js'

export const analyzeCard: ToolCard = {
  name: 'analyze',
  title: 'Analyse',
  summary: 'Understand code that you did not write: how it is built, what is strong, what will hurt.',
  modes: [
    { name: 'general', summary: 'all of it' },
    { name: 'architecture', summary: 'parts, boundaries, what leans on what' },
    { name: 'performance', summary: 'where time and memory go' },
    { name: 'security', summary: 'what is trusted, and why' },
    { name: 'quality', summary: 'what is hard to change, to read, to test' },
  ],
  steps: true,
  request: { description: 'what to understand' },
  examples: [
    { command: 'zen analyze -f src', explains: 'a folder' },
    {
      command: 'zen analyze --mode architecture "Where would a cache go?" -f "src/**/*.ts"',
      explains: 'with a question',
    },
  ],
  load: async () => (await import('./analyze.js')).analyze,
}
