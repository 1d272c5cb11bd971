import { failOnOption } from '../findings/fail-on.js'
import type { ToolCard } from '../tool.js'

export const precommitCard: ToolCard = {
  name: 'precommit',
  title: 'Before a commit',
  summary: 'Check what is about to be committed: findings, whether it is ready, and a message for it.',
  modes: [],
  steps: true,
  readsGit: true,
  formats: ['sarif'],
  request: { description: 'what the change is meant to do' },
  options: [
    { flags: '--staged', description: 'what is staged; this unless told, where anything is' },
    { flags: '--unstaged', description: 'what is changed and not staged' },
    { flags: '--compare <ref>', description: 'all that changed since this commit or branch' },
    failOnOption,
  ],
  examples: [
    { command: 'zen precommit', explains: 'what is staged, else what is changed' },
    { command: 'zen precommit --staged --fail-on high', explains: 'as a hook: exit code 7 stops the commit' },
    { command: 'zen precommit --compare main "Adds retries"', explains: 'a whole branch, held to its purpose' },
  ],
  load: async () => (await import('./precommit.js')).precommit,
}
