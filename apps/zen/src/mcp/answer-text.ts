import { type JsonObject, toErrorBody } from '@engawa/core'
import type { ToolResult } from '../tools/tool.js'
import type { OfferedAnswer } from './surface.js'

/** What a tool answered, for a model: the words, what must be known of them, and where to go on. */
export function answerText({ markdown, notes, data }: ToolResult): OfferedAnswer {
  const { session, model } = (data.metadata ?? {}) as { session?: string; model?: string }
  const facts = [
    ...(session === undefined ? [] : [`session: ${session}`]),
    ...(typeof model === 'string' ? [`model: ${model}`] : []),
    ...notes.map((note) => `note: ${note}`),
  ]
  return { text: facts.length === 0 ? markdown : `${markdown}\n\n[${facts.join('; ')}]`, data }
}

/** A failure that a model can do something about. @param more what helps it, such as the schema */
export function failureText(error: unknown, more?: JsonObject): OfferedAnswer {
  const { code, message, hint } = toErrorBody(error)
  const said = [`${code}: ${message}`, ...(hint === undefined ? [] : [hint])]
  return { text: [...said, ...(more === undefined ? [] : [JSON.stringify(more)])].join('\n'), isError: true }
}
