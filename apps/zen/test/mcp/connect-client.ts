import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { ZenHome } from '../zen-home.js'

export const bin = join(dirname(fileURLToPath(import.meta.url)), '../../dist/zen.cjs')

export const environmentOf = ({ home, ollama }: ZenHome): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  OLLAMA_HOST: ollama.url,
})

export interface StdioClient {
  readonly client: Client
  /** What the server wrote for people. */
  readonly stderr: () => string
  readonly pid: () => number | null
}

/** The official client with `zen mcp` as its server. */
export async function connectClient(zen: ZenHome, args: readonly string[] = [], cwd = zen.home): Promise<StdioClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', ...args],
    env: environmentOf(zen),
    cwd,
    stderr: 'pipe',
  })
  let stderr = ''
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  return { client, stderr: () => stderr, pid: () => transport.pid }
}

/** The words of an answer, and whether they tell of a failure. */
export function said(result: unknown): { text: string; isError: boolean } {
  const { content, isError = false } = result as CallToolResult
  return { text: content.map((part) => (part.type === 'text' ? part.text : '')).join(''), isError }
}
