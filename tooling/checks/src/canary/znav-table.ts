import { configRows } from './config-rows.js'
import type { Table } from './row.js'

/** How each command of znav is driven, in a pane of a Zellij and with a broker to announce to. It has no model so far. */
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
    secret: ['name', 'summary', '--artifacts'],
    calls: (canaries) => {
      const inEnvironment = canaries.bare('pane log: the environment')
      const env = { MY_SERVICE_TOKEN: inEnvironment }
      const milestone = ['--type', 'milestone', '--debug']
      const name = canaries.token('pane log: name')
      const artifacts = ['--artifacts', canaries.token('pane log: artifact'), 'src/auth.ts']
      const parts = canaries.texts('pane log: summary')
      return [
        { args: ['pane', 'log', name, `heron ${inEnvironment}`, ...artifacts, ...milestone], env },
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
