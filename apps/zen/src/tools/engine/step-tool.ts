import type { JsonObject } from '@engawa/core'
import type * as z from 'zod'
import type { Piece } from '../material/piece.js'
import { earlierSteps, nextStep } from '../steps/earlier-steps.js'
import type { Tool, ToolContext, ToolWork } from '../tool.js'
import { composeAsked } from './compose-asked.js'
import type { Confidence } from './confidence.js'
import { askExpert, expertMarkdown } from './expert.js'
import { goOn } from './go-on.js'
import { page } from './markdown.js'
import type { Given } from './question-tool.js'
import { readInput } from './read-input.js'

type Stated = JsonObject & { readonly confidence: Confidence }

export interface StepTool<Input extends Given, Answer extends Stated> {
  readonly name: string
  readonly input: z.ZodType<Input>
  /** What the model answers. */
  readonly answer: z.ZodType<Answer>
  /** The answer, what the expert says of it, and what `finish` adds. */
  readonly output: z.ZodType
  readonly prompt: (input: Input) => string
  /** What is asked when nothing was said. */
  readonly usual?: string
  readonly mode?: (input: Input) => string
  /** What it looks up by itself. */
  readonly read?: (input: Input, context: ToolContext) => Promise<readonly Piece[]>
  /** Without the confidence, which is shown for all in the same way. */
  readonly markdown: (answer: Answer) => string
  /** What is done with the answer once it is there. */
  readonly finish?: (answer: Answer, input: Input, context: ToolContext) => Finished
}

interface Finished {
  readonly result: JsonObject
  readonly notes: readonly string[]
}

/**
 * A tool that works in steps: each is a question in the session, and knows what the steps before it came to. The work is
 * read back from the conversation, so that any process, and any tool, goes on where it was.
 */
export function stepTool<Input extends Given, Answer extends Stated>(definition: StepTool<Input, Answer>): Tool {
  const { name, input: schema, answer, output, prompt, usual, markdown } = definition
  return {
    input: schema,
    output,
    async plan(given, context) {
      const { store, session, desk, options } = context
      const input = readInput(name, schema, given)
      const mode = definition.mode?.(input)
      const steps = await earlierSteps(store, session.id, name, answer)
      const step = nextStep(steps)
      const pieces = (await definition.read?.(input, context)) ?? []
      const system = page(prompt(input), goOn(step, steps.at(-1)?.answer))
      const facts = { tool: { name, step, ...(mode === undefined ? {} : { mode }) } }
      const usually = usual === undefined ? {} : { usual }
      const asked = await composeAsked({ input, system, schema: answer, pieces, facts, ...usually }, context)
      return {
        first: [asked],
        async work(): Promise<ToolWork> {
          const { value } = await desk.ask(asked)
          const expert = await askExpert(desk, options.expert, { tool: name, result: value })
          const finished = definition.finish?.(value, input, context) ?? { result: {}, notes: [] }
          return {
            result: { ...value, ...finished.result, expert },
            notes: finished.notes,
            markdown: page(`# ${titleOf(name, step, value)}`, markdown(value), expertMarkdown(expert)),
            step,
            ...(mode === undefined ? {} : { mode }),
          }
        },
      }
    },
  }
}

const titleOf = (name: string, step: number, { confidence }: Stated): string =>
  `${name}${step === 1 ? '' : `, step ${step}`} (confidence: ${confidence})`
