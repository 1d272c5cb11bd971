import type { CommandDefinition } from '@engawa/cli-kit'
import { outputs } from './schemas.js'

export const agentCommands: readonly CommandDefinition[] = [
  {
    path: 'mcp',
    summary: 'Serve panes, history, search and log to agents, as an MCP server on stdin and stdout.',
    examples: [
      { command: 'znav mcp', explains: 'what an agent’s settings name as the command of the server' },
      { command: 'znav mcp --log-file mcp.log', explains: 'keep what it did in a file of its own' },
    ],
    output: outputs.mcp,
    load: () => import('../commands/mcp.js'),
  },
]
