import type { ToolCard } from '../tool.js'

export const testgenCard: ToolCard = {
  name: 'testgen',
  title: 'Write tests',
  summary: 'Write tests that can fail: the cases that matter, and files in the style of those that are there.',
  modes: [],
  steps: true,
  request: { description: 'what is to be tested' },
  options: [{ flags: '--write', description: 'write the files; none that is there is changed' }],
  examples: [
    { command: 'zen testgen -f src/parse-day.ts', explains: 'show them' },
    {
      command: 'zen testgen -f src/parse-day.ts src/parse-number.test.ts --write',
      explains: 'in the style of another; write them',
    },
  ],
  load: async () => (await import('./testgen.js')).testgen,
}
