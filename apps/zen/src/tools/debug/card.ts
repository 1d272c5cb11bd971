import type { ToolCard } from '../tool.js'

export const debugCard: ToolCard = {
  name: 'debug',
  title: 'Debug',
  summary: 'Find the cause of a fault: hypotheses, the evidence for and against each, and what to check next.',
  modes: [],
  steps: true,
  request: { description: 'what goes wrong, or what a check showed' },
  examples: [
    { command: 'zen debug "Tokens expire at once" -f src/auth -s expiry', explains: 'the first step' },
    { command: 'npm test 2>&1 | zen debug -s expiry "This is what it says"', explains: 'with new evidence' },
    { command: 'zen debug -s review "Why does the second finding happen?"', explains: 'go on where a review was' },
  ],
  load: async () => (await import('./debug.js')).debug,
}
