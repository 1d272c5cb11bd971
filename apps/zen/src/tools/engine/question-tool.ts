import type { JsonObject } from '@engawa/core'
import type * as z from 'zod'
import type { Piece } from '../material/piece.js'
import type { Tool, ToolContext, ToolWork } from '../tool.js'
import { composeAsked } from './compose-asked.js'
import { readInput } from './read-input.js'

export interface Given {
  readonly request: string
  readonly files: readonly string[]
  readonly piped: string
}

export interface QuestionTool<Input extends Given, Answer extends JsonObject> {
  readonly name: string
  readonly input: z.ZodType<Input>
  /** What the model answers; it is the tool's result as it stands. */
  readonly output: z.ZodType<Answer>
  /** What the tool is, for the model. */
  readonly prompt: (input: Input) => string
  /** What it looks up by itself. */
  readonly read?: (input: Input, context: ToolContext) => Promise<readonly Piece[]>
  readonly markdown: (answer: Answer) => string
}

/** A tool that asks once, and whose result is the answer. */
export function questionTool<Input extends Given, Answer extends JsonObject>(
  definition: QuestionTool<Input, Answer>,
): Tool {
  const { name, input: schema, output, prompt, markdown } = definition
  return {
    input: schema,
    output,
    async plan(given, context) {
      const input = readInput(name, schema, given)
      const pieces = (await definition.read?.(input, context)) ?? []
      const facts = { tool: { name } }
      const asked = await composeAsked({ input, system: prompt(input), schema: output, pieces, facts }, context)
      return {
        first: [asked],
        async work(): Promise<ToolWork> {
          const { value } = await context.desk.ask(asked)
          return { result: value, markdown: markdown(value) }
        },
      }
    },
  }
}
