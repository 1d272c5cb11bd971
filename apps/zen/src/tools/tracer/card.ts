import type { ToolCard } from '../tool.js'

export const tracerCard: ToolCard = {
  name: 'tracer',
  title: 'Trace',
  summary: 'Follow a symbol through the repository: what it calls, step by step, or what leans on it.',
  modes: [
    { name: 'precision', summary: 'the path of a call, with conditions and effects' },
    { name: 'dependencies', summary: 'what it needs, and who needs it' },
  ],
  steps: true,
  readsGit: true,
  request: { description: 'a question about it' },
  options: [{ flags: '--symbol <name>', description: 'look up by git grep where it occurs' }],
  examples: [
    { command: 'zen tracer --symbol openStore -f src/sessions', explains: 'the path of a call' },
    { command: 'zen tracer --mode dependencies --symbol openStore', explains: 'who needs it' },
  ],
  load: async () => (await import('./tracer.js')).tracer,
}
