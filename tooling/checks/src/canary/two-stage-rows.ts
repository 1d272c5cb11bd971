import type { Canaries } from './canaries.js'
import type { Table } from './row.js'

/** What an MCP client writes to the server's stdin. */
function messages(...calls: readonly { readonly name: string; readonly arguments: object }[]): string {
  const initialize = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'canary', version: '1.0.0' },
  }
  return [
    { id: 0, method: 'initialize', params: initialize },
    { method: 'notifications/initialized' },
    ...calls.map((params, at) => ({ id: at + 1, method: 'tools/call', params })),
  ]
    .map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    .join('')
}

const execute = (request: string, session: string) => ({
  name: 'execute',
  arguments: { mode: 'chat', input: { request, session } },
})

/** Rows of what selects tools, and of what serves them to others. */
export const twoStageRows: Table = {
  select: {
    local: true,
    secret: ['task'],
    calls: (canaries) => [
      { args: ['select', `Review ${canaries.text('select: task')}`, '--debug'] },
      { args: ['select'], stdin: canaries.text('select: stdin') },
    ],
  },
  do: {
    secret: ['task', '--files', '--session', '--model', '--provider'],
    plain: ['--temperature', '--max-tokens', '--max-cost'],
    calls: (canaries) => {
      const named = canaries.token('do: name of a file')
      return [
        {
          args: ['do', `What is dunlin ${canaries.text('do: task')}`, '-f', named, '-s', canaries.token('do: session')],
          stdin: canaries.text('do: stdin'),
          files: { [named]: canaries.text('do: a file') },
        },
        { args: ['do', 'Challenge this claim', '--yes', '--json', '--debug'], stdin: canaries.text('do: of a tool') },
        { args: ['do', 'What is it?', '-m', canaries.token('do: model')] },
        { args: ['do', 'What is it?', '--provider', canaries.token('do: provider')] },
      ]
    },
  },
  mcp: {
    secret: ['--model'],
    plain: ['--http', '--max-cost'],
    calls: (canaries: Canaries) => [
      {
        args: ['mcp', '--debug'],
        stdin: messages(
          { name: 'select', arguments: { task: canaries.text('mcp: task') } },
          execute(`whimbrel ${canaries.text('mcp: request')}`, canaries.token('mcp: session')),
        ),
      },
      {
        args: ['mcp', '--surface', 'full', '--model', canaries.token('mcp: model')],
        stdin: messages({ name: 'chat', arguments: { request: canaries.text('mcp: for another model') } }),
      },
    ],
  },
}
