import type { JsonObject } from '@engawa/core'

/** Clients whose settings zen can write down. */
export const clients = ['claude-code', 'claude-desktop', 'cursor', 'vscode', 'codex', 'gemini-cli', 'zed'] as const
export type Client = (typeof clients)[number]

export interface ClientConfig {
  /** The file it goes into, or what to run. */
  readonly where: string
  readonly text: string
}

/** What a client must be told to start zen. */
export function clientConfig(client: Client, args: readonly string[]): ClientConfig {
  const server = { command: 'zen', args: [...args] }
  switch (client) {
    case 'claude-code':
      return { where: 'in a shell', text: `claude mcp add zen -- zen ${args.join(' ')}` }
    case 'claude-desktop':
      return { where: 'claude_desktop_config.json', text: json({ mcpServers: { zen: server } }) }
    case 'cursor':
      return { where: '~/.cursor/mcp.json', text: json({ mcpServers: { zen: server } }) }
    case 'gemini-cli':
      return { where: '~/.gemini/settings.json', text: json({ mcpServers: { zen: server } }) }
    case 'vscode':
      return { where: '.vscode/mcp.json', text: json({ servers: { zen: { type: 'stdio', ...server } } }) }
    case 'zed':
      return { where: '~/.config/zed/settings.json', text: json({ context_servers: { zen: server } }) }
    case 'codex':
      return {
        where: '~/.codex/config.toml',
        text: `[mcp_servers.zen]\ncommand = "zen"\nargs = ${JSON.stringify(args)}`,
      }
  }
}

const json = (value: JsonObject): string => JSON.stringify(value, null, 2)
