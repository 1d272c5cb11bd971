import { failOnOption } from '../findings/fail-on.js'
import type { ToolCard } from '../tool.js'

export const secauditCard: ToolCard = {
  name: 'secaudit',
  title: 'Security audit',
  summary: 'Audit files or changes for security: findings with severity, CWE, place and fix.',
  modes: [
    { name: 'comprehensive', summary: 'everything below' },
    { name: 'owasp', summary: 'the ten classes of OWASP' },
    { name: 'infrastructure', summary: 'containers, CI, deployment, configuration' },
    { name: 'dependencies', summary: 'what is depended on, pinned and run at install' },
    { name: 'compliance', summary: 'personal data, logging, retention, access' },
  ],
  steps: true,
  readsGit: true,
  formats: ['sarif'],
  request: { description: 'who could attack, and what is to be protected' },
  options: [
    { flags: '--range <range>', description: 'commits, as git diff takes them: main..HEAD; -f then narrows it' },
    failOnOption,
  ],
  examples: [
    { command: 'zen secaudit -f src/server', explains: 'a folder' },
    { command: 'zen secaudit --mode owasp "Anybody can sign up" -f src', explains: 'with who could attack' },
    { command: 'zen secaudit --range main..HEAD --fail-on high --format sarif', explains: 'a branch, in CI' },
  ],
  load: async () => (await import('./secaudit.js')).secaudit,
}
