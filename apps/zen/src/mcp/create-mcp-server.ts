import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import {
  type CallToolRequest,
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js'
import { runTool } from '../tools/run-tool.js'
import { clientContext } from './client-context.js'
import { holdToFolder } from './hold-to-folder.js'
import type { Surface } from './surface.js'

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

/** How often a client that waits is told that the work goes on, in milliseconds. */
const heartbeat = 5_000

export interface McpServer {
  readonly server: Server
  /** Every request that came in has its answer. */
  idle(): Promise<unknown>
}

/**
 * A server for one client.
 *
 * @param held where calls keep their sessions, in place of the store that the settings mean
 */
export function createMcpServer(
  surface: Surface,
  context: CommandContext,
  global: CommandInput['options'],
  held: ChatStore | undefined,
): McpServer {
  const server = new Server({ name: 'zen', version: __VERSION__ }, { capabilities: { tools: {} } })
  const answering = new Set<Promise<unknown>>()
  const counted = <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    answering.add(answer)
    return answer.finally(() => answering.delete(answer))
  }
  server.setRequestHandler(ListToolsRequestSchema, () => counted(list()))
  server.setRequestHandler(CallToolRequestSchema, (request, extra) => counted(answer(request, extra)))
  return { server, idle: () => Promise.allSettled(answering) }

  async function list() {
    const tools = await surface.list()
    // A schema as JSON is what the protocol wants; its type asks for more than it says.
    return { tools: tools.map((tool) => ({ ...tool, inputSchema: tool.inputSchema as { type: 'object' } })) }
  }

  async function answer({ params }: CallToolRequest, extra: Extra) {
    const reporter = progressReporter(extra)
    const command = clientContext(context, extra.signal, reporter.tell)
    try {
      const answer = await surface.call(params.name, (params.arguments ?? {}) as JsonObject, async (call) => {
        await holdToFolder(call.input.files, command.cwd)
        return runTool(command, call, global, held)
      })
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
  }
}

/** Sends progress to a client that asked for it. */
function progressReporter(extra: Extra) {
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
