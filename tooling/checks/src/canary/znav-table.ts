import { configRows } from './config-rows.js'
import type { Table } from './row.js'
import { sessionRows } from './znav-session-rows.js'
import { snapshotRows } from './znav-snapshot-rows.js'

/** How each command of znav is driven, in a pane of a Zellij, with a broker to announce to and a model to ask. */
export const znavTable: Table = {
  pane: {
    local: true,
    secret: ['name', '--tab', '--session', '--meta'],
    calls: (canaries) => {
      const meta = [
        '--meta',
        `token=${canaries.token('pane: --meta')}`,
        `note=${canaries.text('pane: text of --meta')}`,
      ]
      return [
        { args: ['pane', canaries.token('pane: name'), '--tab', canaries.token('pane: tab'), ...meta, '--debug'] },
        { args: ['pane', 'other', '--session', canaries.token('pane: session'), '--debug'] },
      ]
    },
  },
  'pane log': {
    local: true,
    secret: ['name', 'summary', '--artifacts', '--goal-delta'],
    calls: (canaries) => {
      const inEnvironment = canaries.bare('pane log: the environment')
      const env = { MY_SERVICE_TOKEN: inEnvironment }
      const milestone = ['--type', 'milestone', '--debug']
      const name = canaries.token('pane log: name')
      const artifacts = ['--artifacts', canaries.token('pane log: artifact'), 'src/auth.ts']
      const parts = canaries.texts('pane log: summary')
      const delta = ['--goal-delta', `3 of 5 ${canaries.text('pane log: --goal-delta').slice(0, 400)}`]
      return [
        { args: ['pane', 'log', name, `heron ${inEnvironment}`, ...artifacts, ...delta, ...milestone], env },
        {
          args: ['pane', 'log', 'work', ...milestone],
          stdin: `egret ${canaries.text('pane log: stdin').slice(0, 400)}`,
        },
        { args: ['pane', 'log', 'work', 'Uses .env: IN_DOTENV', ...milestone] },
        ...parts.map((part) => ({ args: ['pane', 'log', 'work', `bittern ${part}`, ...milestone] })),
      ]
    },
  },
  'pane history': {
    local: true,
    plain: ['--last'],
    secret: ['name', '--since'],
    calls: (canaries) => [
      { args: ['pane', 'history', canaries.token('pane history: name'), '--debug'] },
      { args: ['pane', 'history', 'work', '--format', 'context'] },
      { args: ['pane', 'history', 'work', '--since', canaries.token('pane history: --since')] },
    ],
  },
  'pane info': {
    local: true,
    secret: ['name'],
    calls: (canaries) => [{ args: ['pane', 'info', canaries.token('pane info: name'), '--debug'] }],
  },
  ...snapshotRows,
  'pane goal': {
    local: true,
    secret: ['name', 'goal'],
    calls: (canaries) => [
      ...canaries
        .texts('pane goal: goal')
        .map((part) => ({ args: ['pane', 'goal', 'work', `so that ${part}`, '--debug'] })),
      { args: ['pane', 'goal', canaries.token('pane goal: name'), '--clear', '--debug'] },
    ],
  },
  'pane progress': {
    local: true,
    secret: ['name'],
    calls: (canaries) => [{ args: ['pane', 'progress', canaries.token('pane progress: name'), '--debug'] }],
  },
  'pane rename': {
    local: true,
    secret: ['name', 'to'],
    calls: (canaries) => {
      const to = canaries.token('pane rename: to')
      return [
        { args: ['pane', 'rename', 'work', to, '--debug'] },
        { args: ['pane', 'rename', to, 'work', '--debug'] },
        { args: ['pane', 'rename', canaries.token('pane rename: name'), 'work', '--debug'] },
      ]
    },
  },
  'pane forget': {
    local: true,
    secret: ['name'],
    calls: (canaries) => {
      const name = canaries.token('pane forget: name')
      return [
        { args: ['pane', 'log', name, 'To be forgotten'] },
        { args: ['pane', 'forget', name, '--yes', '--debug'] },
      ]
    },
  },
  'pane move': {
    local: true,
    secret: ['name', '--tab', '--session'],
    calls: (canaries) => {
      const to = ['--tab', canaries.token('pane move: --tab'), '--session', canaries.token('pane move: --session')]
      return [
        { args: ['pane', 'move', 'work', ...to, '--debug'] },
        { args: ['pane', 'move', canaries.token('pane move: name'), '--tab', 'api', '--debug'] },
      ]
    },
  },
  search: {
    local: true,
    plain: ['--limit'],
    secret: ['query', '--since'],
    calls: (canaries) => [
      { args: ['search', canaries.text('search: query'), '--debug'] },
      { args: ['search', 'heron', '--since', canaries.token('search: --since'), '--debug'] },
    ],
  },
  insights: {
    local: true,
    secret: ['--since'],
    calls: (canaries) => [
      { args: ['insights', '--debug'] },
      { args: ['insights', '--since', canaries.token('insights: --since'), '--debug'] },
    ],
  },
  export: {
    local: true,
    secret: ['panes', '--since'],
    calls: (canaries) => [
      { args: ['export', '--format', 'context', '--debug'] },
      { args: ['export', canaries.token('export: panes'), '--debug'] },
      { args: ['export', 'work', '--since', canaries.token('export: --since'), '--debug'] },
    ],
  },
  init: { local: true, calls: () => [{ args: ['init', 'bash', '--debug'] }] },
  hook: {
    local: true,
    secret: ['name'],
    calls: (canaries) => [
      { args: ['hook', 'off', canaries.token('hook: name'), '--debug'] },
      { args: ['hook', 'status', '--debug'] },
    ],
  },
  list: { local: true, calls: () => [{ args: ['list', '--debug'] }] },
  tab: {
    local: true,
    secret: ['name', '--session'],
    calls: (canaries) => [
      { args: ['tab', canaries.token('tab: name'), '--debug'] },
      { args: ['tab', 'api', '--session', canaries.token('tab: session'), '--debug'] },
    ],
  },
  reconcile: { local: true, calls: () => [{ args: ['reconcile', '--debug'] }] },
  mcp: {
    local: true,
    calls: (canaries) => {
      const call = (name: string, given: object) =>
        JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } })
      const lines = [
        call('panes', {}),
        call('history', { name: canaries.token('mcp: history') }),
        call('search', { query: canaries.text('mcp: search') }),
        ...canaries
          .texts('mcp: log')
          .map((summary) =>
            call('log', { name: 'work', summary, type: 'milestone', artifacts: [summary.slice(0, 80)] }),
          ),
        canaries.text('mcp: no request'),
      ]
      return [{ args: ['mcp', '--debug'], stdin: `${lines.join('\n')}\n` }]
    },
  },
  migrate: {
    local: true,
    calls: () => [{ args: ['migrate', '--debug'], env: { PERTH_REDIS_URL: 'redis://127.0.0.1:1' } }],
  },
  'events status': { local: true, calls: () => [{ args: ['events', 'status', '--debug'] }] },
  'events flush': { local: true, calls: () => [{ args: ['events', 'flush', '--debug'] }] },
  'events tail': {
    local: true,
    secret: ['--pattern'],
    untilStopped: true,
    calls: (canaries) => [
      { args: ['events', 'tail', '--pattern', canaries.token('events tail: --pattern'), '--debug'] },
    ],
  },
  // Left out of the reference, as nobody types it: what `pane log` starts in the background.
  'events relay': { local: true, calls: () => [{ args: ['events', 'relay', '--debug'] }] },
  ...sessionRows,
  ...configRows('redis_url'),
  'config health': { local: true, calls: () => [{ args: ['config', 'health', '--debug'] }] },
  doctor: { local: true, calls: () => [{ args: ['doctor', '--debug'] }] },
  completion: {
    local: true,
    calls: (canaries) => {
      const line = `znav pane ${canaries.token('completion: the line')}`
      return [{ args: ['completion', 'bash'] }, { args: ['__complete', 'bash', line, ' '] }]
    },
  },
}
