import { composeAsked } from '../engine/compose-asked.js'
import { askExpert, expertMarkdown } from '../engine/expert.js'
import { page } from '../engine/markdown.js'
import { readInput } from '../engine/read-input.js'
import { earlierSteps, nextStep } from '../steps/earlier-steps.js'
import type { Tool, ToolWork } from '../tool.js'
import { type Branch, branchesOf, changeFor, changeIn, withAnswer } from './branches.js'
import { planMarkdown } from './plan-markdown.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'
import { whatToPlan } from './what-to-plan.js'

/** A plan that lives in the session: each call changes a part of one branch, and the rest stays to the letter. */
export const planner: Tool = {
  input,
  output,
  async plan(given, context) {
    const { store, session, desk, options } = context
    const asked = readInput('planner', input, given)
    const steps = await earlierSteps(store, session.id, 'planner', answer)
    const step = nextStep(steps)
    const before = branchesOf(steps)
    const change = changeFor(asked, before, changeIn(steps.at(-1)?.facts ?? {})?.branch)
    const question = await composeAsked(
      {
        input: asked,
        system: page(prompt, whatToPlan(before, change)),
        schema: answer,
        usual: before.size === 0 ? '' : 'Go on with the plan.',
        facts: { tool: { name: 'planner', step, ...change } },
      },
      context,
    )
    return {
      first: [question],
      async work(): Promise<ToolWork> {
        const { value } = await desk.ask(question)
        const branches = withAnswer(before, change, value)
        const branch: Branch = branches.get(change.branch) ?? { name: change.branch, from: null, steps: [] }
        const { summary, risks, open_questions, confidence } = value
        const made = {
          branch: branch.name,
          summary,
          plan: branch.steps.map((one, at) => ({ number: at + 1, ...one })),
          branches: [...branches.values()].map(({ name, from, steps }) => ({ name, from, steps: steps.length })),
          risks,
          open_questions,
          confidence,
        }
        const expert = await askExpert(desk, options.expert, { tool: 'planner', result: made })
        return {
          result: { ...made, expert },
          markdown: page(planMarkdown(branch, branches, value), expertMarkdown(expert)),
          step,
        }
      },
    }
  },
}
