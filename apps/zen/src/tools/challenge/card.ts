import type { ToolCard } from '../tool.js'

export const challengeCard: ToolCard = {
  name: 'challenge',
  title: 'Challenge',
  summary: 'Test a claim instead of agreeing with it: what speaks for it, what against, and whether it holds.',
  modes: [],
  steps: false,
  request: { description: 'the claim' },
  examples: [
    { command: 'zen challenge "We need microservices to scale"', explains: 'does it hold?' },
    { command: 'zen challenge "This lock is safe" -f src/lock.ts', explains: 'a claim about a file' },
  ],
  load: async () => (await import('./challenge.js')).challenge,
}
