import { configRows } from './config-rows.js'
import { keyRows } from './key-rows.js'
import { projectRows } from './project-rows.js'
import type { Table } from './row.js'
import { sessionRows } from './session-rows.js'
import { storageRows } from './storage-rows.js'

/**
 * How each command of zen is driven. Files that stand in the folder anyway are made by the test, with secrets in them;
 * what the model says first, and what it makes of a conversation, holds one as well.
 */
export const zenTable: Table = {
  chat: {
    secret: ['prompt', '--files', '--session', '--model', '--provider', '--system', '--record'],
    plain: ['--temperature', '--max-tokens', '--max-cost'],
    calls: (canaries) => {
      const inEnvironment = canaries.bare('chat: the environment')
      const env = { MY_SERVICE_TOKEN: inEnvironment }
      const session = canaries.token('chat: name of the session')
      const project = canaries.token('chat: name of the project')
      const named = canaries.token('chat: name of a file')
      const files = ['-f', named, '.bash_history', 'change.diff', 'settings.yaml']
      return [
        {
          args: ['chat', `heron ${canaries.text('chat: prompt')} ${inEnvironment}`, ...files, '-s', session],
          stdin: `egret ${canaries.text('chat: stdin')}`,
          env,
          files: { [named]: 'its name gives it away' },
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

  usage: {
    local: true,
    plain: ['--since', '--until'],
    secret: ['--project', '--session'],
    calls: (canaries) => {
      const project = canaries.token('usage: project')
      return [{ args: ['usage', '--project', project, '--session', canaries.token('usage: session'), '--debug'] }]
    },
  },
  ...sessionRows,
  ...projectRows,
  ...storageRows,
  ...keyRows,
  ...configRows('storage.redis_url'),
}
