import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js'
import { runTool } from '../tools/run-tool.js'
import { clientContext } from './client-context.js'
import type { Surface } from './surface.js'

/** How often a client that waits is told that the work goes on, in milliseconds. */
const heartbeat = 5_000

/** A server for one client. */
export function createMcpServer(surface: Surface, context: CommandContext, global: CommandInput['options']): Server {
  const server = new Server({ name: 'zen', version: __VERSION__ }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    // A schema as JSON is what the protocol wants; its type asks for more than it says.
    tools: (await surface.list()).map((tool) => ({
      ...tool,
      inputSchema: tool.inputSchema as { type: 'object' },
    })),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const reporter = progressReporter(extra)
    const command = clientContext(context, extra.signal, reporter.tell)
    try {
      const answer = await surface.call(params.name, (params.arguments ?? {}) as JsonObject, (call) =>
        runTool(command, call, global),
      )
      if (answer === undefined) throw new McpError(ErrorCode.InvalidParams, `there is no tool called ${params.name}`)
      const { text, isError, data } = answer
      return {
        content: [{ type: 'text' as const, text }],
        ...(isError === true ? { isError } : {}),
        ...(data === undefined ? {} : { _meta: { 'zen/data': data } }),
      }
    } finally {
      reporter.stop()
    }
  })
  return server
}

/** Sends progress to a client that asked for it. */
function progressReporter(extra: RequestHandlerExtra<ServerRequest, ServerNotification>) {
  const progressToken = extra._meta?.progressToken
  if (progressToken === undefined) return { tell: () => {}, stop: () => {} }
  let progress = 0
  const tell = (message: string) => {
    progress += 1
    const params = { progressToken, progress, message }
    // A client that has gone misses nothing.
    extra.sendNotification({ method: 'notifications/progress', params }).catch(() => {})
  }
  const timer = setInterval(() => tell('working'), heartbeat)
  return { tell, stop: () => clearInterval(timer) }
}
