import { failOnOption } from '../findings/fail-on.js'
import type { ToolCard } from '../tool.js'

export const codereviewCard: ToolCard = {
  name: 'codereview',
  title: 'Code review',
  summary: 'Review files, a range of commits, or what is not committed yet: findings with severity, place and fix.',
  modes: [
    { name: 'full', summary: 'correctness, security, performance, clarity, tests' },
    { name: 'security', summary: 'what an attacker could use' },
    { name: 'performance', summary: 'what is slow, grows or blocks' },
    { name: 'quick', summary: 'only what must not be merged' },
  ],
  steps: true,
  readsGit: true,
  formats: ['sarif'],
  request: { description: 'what to look at above all' },
  options: [
    { flags: '--range <range>', description: 'commits, as git diff takes them: main..HEAD; -f then narrows it' },
    failOnOption,
  ],
  examples: [
    { command: 'zen codereview', explains: 'what is not committed yet' },
    { command: 'zen codereview "Is it safe with two processes?" -f src/lock.ts', explains: 'a file' },
    { command: 'zen codereview --range main..HEAD --fail-on high', explains: 'a branch, in CI' },
    { command: 'zen codereview --mode security -f src --format sarif > review.sarif', explains: 'for a code host' },
    { command: 'zen debug -s review "Why does the second finding happen?"', explains: 'go on with it by another tool' },
  ],
  load: async () => (await import('./codereview.js')).codereview,
}
