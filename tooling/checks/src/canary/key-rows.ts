import type { Table } from './row.js'

/** Rows of `zen keys …`. A key that is typed reaches its store and nothing else. */
export const keyRows: Table = {
  'keys set': {
    local: true,
    secret: ['provider', '--project'],
    calls: (canaries) => [
      { args: ['keys', 'set', 'openai', '--insecure-storage', '--debug'], stdin: canaries.token('keys set: the key') },
      {
        args: ['keys', 'set', canaries.token('keys set: provider'), '--project', canaries.token('keys set: project')],
        stdin: canaries.bare('keys set: the key of no provider'),
      },
    ],
  },
  'keys list': { local: true, calls: () => [{ args: ['keys', 'list', '--debug'] }] },
  'keys which': {
    local: true,
    secret: ['provider', '--project'],
    calls: (canaries) => [
      { args: ['keys', 'which', 'openai'], env: { OPENAI_API_KEY: canaries.bare('keys which: the environment') } },
      {
        args: [
          'keys',
          'which',
          canaries.token('keys which: provider'),
          '--project',
          canaries.token('keys which: project'),
        ],
      },
    ],
  },
  'keys rm': {
    local: true,
    secret: ['provider', '--project'],
    calls: (canaries) => [
      { args: ['keys', 'rm', canaries.token('keys rm: provider'), '--project', canaries.token('keys rm: project')] },
    ],
  },
  'keys rotate': {
    local: true,
    calls: (canaries) => [{ args: ['keys', 'rotate', '--debug'], stdin: canaries.bare('keys rotate: passphrase') }],
  },
}
