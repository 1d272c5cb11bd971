import type { CommandDefinition } from '@engawa/cli-kit'
import { clients } from '../mcp/client-config.js'
import { parseDollars, parsePort } from './parse-number.js'
import { text } from './schema-parts.js'

export const mcpCommand: CommandDefinition = {
  path: 'mcp',
  summary: 'Serve the tools to other programs over MCP: two tools that lead to all, or all of them.',
  options: [
    {
      flags: '--surface <surface>',
      description: 'two: select and execute; full: every tool with its schema',
      choices: ['two', 'full'],
    },
    {
      flags: '--http <port>',
      description: 'over HTTP on 127.0.0.1, 0 for any port; stdio unless told',
      parse: parsePort,
    },
    { flags: '-m, --model <model>', description: 'for calls that name none', complete: 'models' },
    {
      flags: '--max-cost <usd>',
      description: 'no call may cost more, whatever a client asks for',
      parse: parseDollars,
    },
    { flags: '--print-config <client>', description: 'what a client must be told, and end', choices: [...clients] },
  ],
  examples: [
    { command: 'zen mcp', explains: 'two tools over stdio; a client starts it' },
    { command: 'zen mcp --print-config claude-code', explains: 'what to tell a client' },
    { command: 'zen mcp --http 7444 --max-cost 0.10', explains: 'over HTTP; ZEN_MCP_TOKEN asks clients for a token' },
  ],
  output: {
    type: 'object',
    required: ['served'],
    properties: { served: { enum: ['stdio', 'http', 'nothing'] }, client: text, where: text, config: text },
  },
  load: () => import('./mcp.js'),
}
