import type { ToolCard } from '../tool.js'

export const refactorCard: ToolCard = {
  name: 'refactor',
  title: 'Refactor',
  summary: 'Find what is worth restructuring, in which order, and what each step looks like.',
  modes: [
    { name: 'codesmells', summary: 'what makes code hard to change' },
    { name: 'decompose', summary: 'what is too large, and where to part it' },
    { name: 'modernize', summary: 'what the language does better by now' },
    { name: 'organization', summary: 'files, folders, names' },
  ],
  steps: true,
  request: { description: 'what is to become easier' },
  examples: [
    { command: 'zen refactor -f src/server.ts', explains: 'a file' },
    {
      command: 'zen refactor --mode decompose "Two people must work on it" -f src/parser',
      explains: 'with the reason',
    },
  ],
  load: async () => (await import('./refactor.js')).refactor,
}
