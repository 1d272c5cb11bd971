import type { Table } from './row.js'

/** Rows of the commands that every program of the suite has. They ask no model. */
export const configRows = (secretSetting: string): Table => ({
  'config show': { local: true, calls: () => [{ args: ['config', 'show', '--debug'] }] },
  'config get': {
    local: true,
    secret: ['key'],
    calls: (canaries) => [{ args: ['config', 'get', canaries.token('config get: key')] }],
  },
  'config path': { local: true, calls: () => [{ args: ['config', 'path'] }] },
  'config set': {
    local: true,
    secret: ['key', 'value'],
    calls: (canaries) => [
      {
        args: ['config', 'set', secretSetting, `redis://:${canaries.bare('config set: value')}@127.0.0.1:1`, '--debug'],
      },
      { args: ['config', 'set', canaries.token('config set: key'), canaries.token('config set: value of nothing')] },
    ],
  },
  'config unset': {
    local: true,
    secret: ['key'],
    calls: (canaries) => [
      { args: ['config', 'unset', canaries.token('config unset: key')] },
      { args: ['config', 'unset', secretSetting] },
    ],
  },
  'config edit': { local: true, calls: () => [{ args: ['config', 'edit'], env: { EDITOR: 'true' } }] },
  'config consent': {
    local: true,
    secret: ['provider'],
    calls: (canaries) => [
      { args: ['config', 'consent', '--grant', canaries.token('config consent: provider'), '--yes'] },
    ],
  },
})
