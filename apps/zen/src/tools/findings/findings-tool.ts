import { exitCodes, type JsonObject } from '@engawa/core'
import { estimateTokens } from '@engawa/llm-providers'
import type * as z from 'zod'
import { composeQuestion } from '../../input/compose-question.js'
import { type Confidence, leastConfident } from '../engine/confidence.js'
import { askExpert, expertMarkdown } from '../engine/expert.js'
import { goOn } from '../engine/go-on.js'
import { page } from '../engine/markdown.js'
import type { Given } from '../engine/question-tool.js'
import { readInput } from '../engine/read-input.js'
import { batches } from '../material/batches.js'
import type { LookedAt } from '../material/look-at.js'
import { attached } from '../material/piece.js'
import { earlierSteps, nextStep } from '../steps/earlier-steps.js'
import type { Tool, ToolContext, ToolWork } from '../tool.js'
import { checkPlaces } from './check-places.js'
import type { Finding } from './finding.js'
import { findingsMarkdown } from './findings-markdown.js'
import { sarifLog } from './sarif.js'
import { reaches, type Severity, severities } from './severity.js'

export interface FindingsInput extends Given {
  readonly fail_on?: Severity | undefined
}

export type FindingsAnswer = JsonObject & {
  readonly summary: string
  readonly findings: readonly (Finding & { readonly cwe?: string | null })[]
  readonly confidence: Confidence
}

export interface FindingsTool<Input extends FindingsInput, Answer extends FindingsAnswer> {
  readonly name: string
  readonly input: z.ZodType<Input>
  readonly answer: z.ZodType<Answer>
  readonly output: z.ZodType
  readonly mode?: (input: Input) => string
  readonly prompt: (input: Input) => string
  /** What is asked when nothing was said. */
  readonly usual: string
  readonly look: (input: Input, context: ToolContext) => Promise<LookedAt>
  /** One answer of those to the parts of what was too much for one question. */
  readonly merge: (answers: readonly Answer[]) => Answer
  /** Beside the findings. */
  readonly markdown?: (answer: Answer) => string
}

/**
 * A tool that looks through files or changes and finds what is wrong. What one question can't hold goes in several, and
 * their findings come together.
 */
export function findingsTool<Input extends FindingsInput, Answer extends FindingsAnswer>(
  definition: FindingsTool<Input, Answer>,
): Tool {
  const { name, input: schema, answer, output, prompt, usual } = definition
  return {
    input: schema,
    output,
    async plan(given, context) {
      const { store, session, desk, options } = context
      const input = readInput(name, schema, given)
      const mode = definition.mode?.(input)
      const { pieces, prefix, piped } = await definition.look(input, context)
      const steps = await earlierSteps(store, session.id, name, answer)
      const step = nextStep(steps)
      const last = steps.filter((one) => one.step === step - 1).map((one) => one.answer)
      const system = page(prompt(input), goOn(step, last.length === 0 ? undefined : definition.merge(last)))
      const request = input.request.trim() === '' ? usual : input.request
      const said = estimateTokens(request) + estimateTokens(piped)
      const parts = batches(pieces, (await desk.roomFor({ system, schema: answer })) - said)
      if (parts.length > 1) desk.note(`it was too much for one question and went in ${parts.length}`)
      const asked = parts.map((part, at) => ({
        system,
        schema: answer,
        text: composeQuestion({ prompt: request, stdin: piped, files: part.map(attached) }),
        facts: { tool: { name, step, ...(mode === undefined ? {} : { mode }), ...partOf(at, parts.length) } },
        // The parts before it would take the room that this one was measured for.
        history: parts.length === 1,
      }))
      return {
        first: asked,
        async work(): Promise<ToolWork> {
          const answers: Answer[] = []
          for (const question of asked) answers.push((await desk.ask(question)).value)
          const merged = definition.merge(answers)
          const checked = checkPlaces(merged.findings, pieces)
          const findings = checked.findings.toSorted(
            (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
          )
          const found = { ...merged, findings }
          const expert = await askExpert(desk, options.expert, { tool: name, result: found })
          const limit = input.fail_on
          const failed = limit !== undefined && findings.some(({ severity }) => reaches(severity, limit))
          return {
            result: { ...found, expert },
            markdown: page(
              `# ${name}${step === 1 ? '' : `, step ${step}`} (confidence: ${found.confidence})`,
              found.summary,
              definition.markdown?.(found) ?? '',
              findingsMarkdown(findings),
              expertMarkdown(expert),
            ),
            notes: checked.notes,
            step,
            sarif: sarifLog({ tool: name, prefix, cwd: context.command.cwd, findings }),
            exitCode: failed ? exitCodes.findings : exitCodes.ok,
            ...(mode === undefined ? {} : { mode }),
          }
        },
      }
    },
  }
}

const partOf = (at: number, of: number): JsonObject => (of === 1 ? {} : { part: at + 1, of })

/** What all parts have: their findings together, the least of their confidence. */
export const mergeFindings = <Kind>(
  answers: readonly { readonly summary: string; readonly findings: readonly Kind[]; readonly confidence: Confidence }[],
) => ({
  summary: answers.map(({ summary }) => summary).join('\n\n'),
  findings: answers.flatMap(({ findings }) => findings),
  confidence: leastConfident(answers.map(({ confidence }) => confidence)),
})
