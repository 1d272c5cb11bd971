import type { Canaries } from './canaries.js'
import type { Table } from './row.js'

const named = (command: string) => ({
  local: true as const,
  secret: ['name', '--session'],
  calls: (canaries: Canaries) => [
    { args: ['snapshot', command, canaries.token(`snapshot ${command}: name`), '--debug'] },
    {
      args: ['snapshot', command, 'monday', '--session', canaries.token(`snapshot ${command}: --session`), '--debug'],
    },
  ],
})

/** Snapshots of whole sessions. What is in one never leaves; its name and the session's are announced, filtered. */
export const sessionRows: Table = {
  'snapshot create': {
    local: true,
    secret: ['name', '--session'],
    calls: (canaries) => [
      { args: ['snapshot', 'create', 'monday', '--debug'] },
      { args: ['snapshot', 'create', canaries.token('snapshot create: name'), '--incremental', '--debug'] },
      { args: ['snapshot', 'create', 'b', '--session', canaries.token('snapshot create: --session'), '--debug'] },
    ],
  },
  'snapshot list': {
    local: true,
    secret: ['--session'],
    calls: (canaries) => [
      { args: ['snapshot', 'list', '--session', canaries.token('snapshot list: --session'), '--debug'] },
    ],
  },
  'snapshot show': named('show'),
  'snapshot verify': named('verify'),
  'snapshot diff': {
    local: true,
    secret: ['a', 'b', '--session'],
    calls: (canaries) => {
      const session = ['--session', canaries.token('snapshot diff: --session')]
      return [
        { args: ['snapshot', 'diff', canaries.token('snapshot diff: a'), 'monday', '--debug'] },
        { args: ['snapshot', 'diff', 'monday', canaries.token('snapshot diff: b'), '--debug'] },
        { args: ['snapshot', 'diff', 'monday', 'monday', ...session, '--debug'] },
      ]
    },
  },
  'snapshot restore': {
    local: true,
    secret: ['name', '--into', '--session'],
    calls: (canaries) => {
      const into = ['--into', canaries.token('snapshot restore: --into')]
      const session = ['--session', canaries.token('snapshot restore: --session')]
      return [
        { args: ['snapshot', 'restore', canaries.token('snapshot restore: name'), '--debug'] },
        { args: ['snapshot', 'restore', 'monday', ...into, '--dry-run', '--debug'] },
        { args: ['snapshot', 'restore', 'monday', ...session, '--debug'] },
      ]
    },
  },
  'snapshot delete': named('delete'),
}
