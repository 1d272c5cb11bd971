import type { ToolCard } from '../tool.js'

export const apilookupCard: ToolCard = {
  name: 'apilookup',
  title: 'API lookup',
  summary: 'Answer how an interface is used, from the version that is installed here or from pages that you name.',
  modes: [],
  steps: false,
  request: { description: 'the question' },
  options: [{ flags: '--package <name>', description: 'read what this npm package says of itself, as installed here' }],
  examples: [
    { command: 'zen apilookup "How is an option given several values?" --package commander', explains: 'as installed' },
    {
      command: 'zen apilookup "Which flags does it take?" -f docs/api.md',
      explains: 'from documentation at hand, or a page at its address',
    },
  ],
  load: async () => (await import('./apilookup.js')).apilookup,
}
