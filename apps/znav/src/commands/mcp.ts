import { createInterface } from 'node:readline'
import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { callTool } from '../mcp/call-tool.js'
import { answer } from '../mcp/serve.js'
import { loadPerthConfig } from '../settings/perth-config.js'
import { warn } from './perth.js'
import { filterOf } from './secret-filtering.js'

/** `znav mcp`: panes, history, search and log for agents, over stdin and stdout, until stdin ends. */
export async function run(context: CommandContext): Promise<CommandResult> {
  if (context.stdin.isTty) warn(context, 'an agent is expected to talk to this: name `znav mcp` as its MCP server')
  const { values: config } = await loadPerthConfig({ env: context.env, cwd: context.cwd })
  const filter = await filterOf(config, context)
  const version = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0'
  const lines = createInterface({ input: process.stdin, terminal: false })
  context.signal.addEventListener('abort', () => lines.close(), { once: true })
  let answered = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const reply = await answer(line, { version, call: (tool, given) => callTool(tool, given, context, filter) })
    if (reply === undefined) continue
    context.stdout.write(`${reply}\n`)
    answered += 1
  }
  return { data: { answered }, streamed: 'lines' }
}
