import { ConfigError, type JsonObject } from '@engawa/core'
import { estimateTokens } from '@engawa/llm-providers'
import * as z from 'zod'
import { composeQuestion } from '../../input/compose-question.js'
import { page } from '../engine/markdown.js'
import { baseInput, readInput } from '../engine/read-input.js'
import { attached } from '../material/piece.js'
import { readFilePieces } from '../material/read-pieces.js'
import type { Tool, ToolWork } from '../tool.js'
import type { OwnTool } from './own-tool.js'

const input = z.object(baseInput)
const words = z.object({ answer: z.string() })

/**
 * A person's own tool as one of zen's: its file is what the model is told, its schema what the model must answer.
 *
 * @throws ConfigError `zen/bad-tool` for a schema that can't be held to
 */
export function toolOf({ name, path, instructions, schema }: OwnTool): Tool {
  const answer = schema === undefined ? undefined : answerOf(schema, path)
  return {
    input,
    output: answer ?? words,
    async plan(given, context) {
      const { desk } = context
      const { request, files, piped } = readInput(name, input, given)
      const system = instructions
      const form = answer === undefined ? {} : { schema: answer }
      const room = (await desk.roomFor({ system, ...form })) - estimateTokens(request) - estimateTokens(piped)
      const pieces = await readFilePieces(files, context, Math.max(0, room))
      const prompt = request.trim() === '' && piped.trim() === '' ? 'Go ahead.' : request
      const text = composeQuestion({ prompt, stdin: piped, files: pieces.map(attached) })
      const asked = { system, text, facts: { tool: { name } } }
      return {
        first: [{ ...asked, ...form }],
        async work(): Promise<ToolWork> {
          if (answer === undefined) {
            const { value } = await desk.askText(asked)
            return { result: { answer: value }, markdown: value }
          }
          const { value } = await desk.ask({ ...asked, schema: answer })
          return { result: value, markdown: markdownOf(value) }
        },
      }
    },
  }
}

function answerOf(schema: JsonObject, path: string): z.ZodType<JsonObject> {
  try {
    return z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema) as unknown as z.ZodType<JsonObject>
  } catch (cause) {
    throw new ConfigError(`${path}: schema is no JSON Schema: ${(cause as Error).message}`, {
      code: 'zen/bad-tool',
      hint: 'Mend the file of the tool.',
      cause,
    })
  }
}

/** A heading for each field; what is no text as JSON. */
const markdownOf = (result: JsonObject): string =>
  page(
    ...Object.entries(result).map(
      ([key, value]) => `## ${key}\n\n${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}`,
    ),
  )
