import type { CommandContext } from '@engawa/cli-kit'
import { isEngawaError, type JsonObject } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { Tool } from './tools.js'

/**
 * Run a tool's command. What it answers goes to a model: it passes the secret filter, also where an entry was stored by
 * something that has none.
 */
export async function callTool(
  tool: Tool,
  given: JsonObject,
  context: CommandContext,
  filter: SecretFilter,
): Promise<JsonObject> {
  const said: string[] = []
  const stderr = { ...context.stderr, write: (text: string) => void said.push(text) }
  try {
    const { run } = await tool.load()
    const result = await run({ ...context, format: 'context', stdin: noInput, stderr }, tool.input(given))
    const texts = [result.context ?? result.text ?? JSON.stringify(result.data), ...said]
    return filter.redact<JsonObject>({
      content: texts.map((text) => ({ type: 'text', text: text.trimEnd() })),
      structuredContent: result.data,
    }).value
  } catch (error) {
    const hint = isEngawaError(error) ? (error.hint ?? '') : ''
    const message = error instanceof Error ? error.message : String(error)
    context.log.warn('a tool failed', { tool: tool.name, reason: message })
    const text = filter.redactText(`${message}\n${hint}`.trimEnd()).text
    return { content: [{ type: 'text', text }], isError: true }
  }
}

/** The real one is the protocol's: a command that reads it would swallow the next request. */
const noInput: CommandContext['stdin'] = { isTty: true, readText: async () => '' }
