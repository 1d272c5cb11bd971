import type { JsonObject } from '@engawa/core'
import type * as z from 'zod'
import { composeQuestion } from '../../input/compose-question.js'
import { readFiles } from '../../input/read-files.js'
import type { Tool, ToolWork } from '../tool.js'
import { readInput } from './read-input.js'

interface Given {
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
  readonly markdown: (answer: Answer) => string
  readonly mode?: (input: Input) => string
}

/** A tool that asks once, and whose result is the answer. */
export function questionTool<Input extends Given, Answer extends JsonObject>(
  definition: QuestionTool<Input, Answer>,
): Tool {
  const { name, input: schema, output, prompt, markdown } = definition
  return {
    input: schema,
    output,
    async plan(given, { command, desk }) {
      const input = readInput(name, schema, given)
      const files = readFiles(input.files, command.cwd)
      const mode = definition.mode?.(input)
      const asked = {
        system: prompt(input),
        text: composeQuestion({ prompt: input.request, stdin: input.piped, files }),
        schema: output,
        facts: { tool: { name, ...(mode === undefined ? {} : { mode }) } },
      }
      return {
        first: [asked],
        async work(): Promise<ToolWork> {
          const { value } = await desk.ask(asked)
          return { result: value, markdown: markdown(value), ...(mode === undefined ? {} : { mode }) }
        },
      }
    },
  }
}
