import type { JsonObject } from '@engawa/core'
import type { ToolCall, ToolResult } from '../tools/tool.js'

/** A tool as a client sees it. */
export interface OfferedTool {
  readonly name: string
  readonly description: string
  readonly inputSchema: JsonObject
}

/** What an offered tool answers. */
export interface OfferedAnswer {
  readonly text: string
  readonly isError?: boolean
  /** For programs: not shown to a model. */
  readonly data?: JsonObject
}

/** What a server offers: the two tools, or all. */
export interface Surface {
  list(): Promise<readonly OfferedTool[]>
  /** Undefined: there is no tool of that name. */
  call(name: string, given: JsonObject, run: RunCall): Promise<OfferedAnswer | undefined>
}

export type RunCall = (call: ToolCall) => Promise<ToolResult>
