import { configRows } from './config-rows.js'
import type { Table } from './row.js'

const storage = ['--project'] as const

/**
 * How each command of zen is driven. Files that are named here are made by the test, with secrets in them; what the
 * model says first holds one as well.
 */
export const zenTable: Table = {
  chat: {
    secret: ['prompt', '--files', '--session', '--model', '--provider', '--system', '--project', '--record'],
    plain: ['--temperature', '--max-tokens', '--max-cost'],
    calls: (canaries) => {
      const inEnvironment = canaries.bare('chat: the environment')
      const env = { MY_SERVICE_TOKEN: inEnvironment }
      const session = canaries.token('chat: name of the session')
      const project = canaries.token('chat: name of the project')
      const files = ['-f', canaries.token('chat: name of a file'), '.bash_history', 'change.diff', 'settings.yaml']
      return [
        {
          args: ['chat', `heron ${canaries.text('chat: prompt')} ${inEnvironment}`, ...files, '-s', session],
          stdin: `egret ${canaries.text('chat: stdin')}`,
          env,
        },
        { args: ['chat', 'And before?', '-s', session, '--json', '--debug'], env },
        { args: ['chat', '-c', 'Again?', '--system', `bittern ${canaries.text('chat: system prompt')}`], env },
        { args: ['chat', '-c', canaries.text('chat: only previewed'), '--dry-run'], env },
        { args: ['chat', canaries.text('chat: not kept'), '--memory', '--no-stream', '--verbose'] },
        { args: ['chat', canaries.text('chat: in a project'), '--project', project] },
        {
          args: ['chat', canaries.text('chat: recorded'), '--record', `${canaries.token('chat: --record')}.log`],
          stdin: canaries.text('chat: recorded stdin'),
        },
        { args: ['chat', 'Hello', '-m', canaries.token('chat: --model')] },
        { args: ['chat', 'Hello', '-m', `ollama/${canaries.token('chat: --model of a provider')}`, '--debug'] },
        { args: ['chat', 'Hello', '--provider', canaries.token('chat: --provider')] },
        { args: ['chat', 'Read it', '-f', '.env'] },
        { args: ['chat', 'What does .env say?', '-f', 'uses-dotenv.txt'] },
      ]
    },
  },
  models: { calls: () => [{ args: ['models', '--debug'] }] },
  'models show': {
    secret: ['model'],
    calls: (canaries) => [
      { args: ['models', 'show', canaries.token('models show: model')] },
      { args: ['models', 'show', `ollama/${canaries.token('models show: model of a provider')}`, '--debug'] },
    ],
  },
  'models pull': {
    secret: ['model', '--provider'],
    calls: (canaries) => [
      { args: ['models', 'pull', canaries.token('models pull: model'), '--debug'] },
      { args: ['models', 'pull', 'qwen3:4b', '--provider', canaries.token('models pull: provider')] },
    ],
  },
  doctor: { calls: () => [{ args: ['doctor', '--debug'] }] },
  'config health': { calls: () => [{ args: ['config', 'health', '--debug'] }] },
  // What stands behind `__complete` asks the server for its models.
  completion: {
    calls: (canaries) => {
      const line = `zen chat ${canaries.token('completion: the line')} -m `
      return [{ args: ['completion', 'bash'] }, { args: ['__complete', 'bash', line, ' '] }]
    },
  },

  'session list': {
    local: true,
    plain: ['--limit'],
    secret: storage,
    calls: (canaries) => [
      { args: ['session', 'list', '--project', canaries.token('session list: project')] },
      { args: ['session', 'list', '--debug'] },
    ],
  },
  'session show': {
    local: true,
    plain: ['--last'],
    secret: ['name', ...storage],
    calls: (canaries) => {
      const project = canaries.token('session show: project')
      return [{ args: ['session', 'show', canaries.token('session show: name'), '--project', project, '--debug'] }]
    },
  },
  usage: {
    local: true,
    plain: ['--since', '--until'],
    secret: ['--project', '--session'],
    calls: (canaries) => {
      const project = canaries.token('usage: project')
      return [{ args: ['usage', '--project', project, '--session', canaries.token('usage: session'), '--debug'] }]
    },
  },
  ...Object.fromEntries(
    ['storage status', 'storage sync', 'storage migrate'].map((path) => [
      path,
      {
        local: true,
        secret: storage,
        calls: (canaries) => {
          const more = path === 'storage migrate' ? ['--from', 'file', '--to', 'sqlite', '--dry-run'] : []
          return [{ args: [...path.split(' '), ...more, '--project', canaries.token(`${path}: project`), '--debug'] }]
        },
      },
    ]),
  ),
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
  ...configRows('storage.redis_url'),
}
