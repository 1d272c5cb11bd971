import { composeAsked } from '../engine/compose-asked.js'
import { readInput } from '../engine/read-input.js'
import type { Tool, ToolWork } from '../tool.js'
import { consensusMarkdown } from './consensus-markdown.js'
import { heardOf } from './heard.js'
import { viewPrompt } from './prompt.js'
import { input, output, view } from './schema.js'
import { longestSynthesis, synthesisOf } from './synthesis.js'
import { readVoices } from './voices.js'

/**
 * One question, kept once, answered by several models at the same time. Each hears what came before the question and
 * nothing of the others; whoever brings their views together does not know whose they are.
 */
export const consensus: Tool = {
  input,
  output,
  async plan(given, context) {
    const { desk, command } = context
    const read = readInput('consensus', input, given)
    const voices = readVoices(read.models)
    const facts = { tool: { name: 'consensus' } }
    const models = voices.map(({ model }) => model)
    const question = await composeAsked(
      { input: read, system: viewPrompt('against'), schema: view, facts, models },
      context,
    )
    const asked = voices.map(({ model, stance }) => ({ ...question, model, system: viewPrompt(stance) }))
    return {
      first: asked,
      async work(): Promise<ToolWork> {
        // Views that nobody may bring together are not paid for.
        await desk.checkBudget([...asked, await longestSynthesis(question.text, voices.length, context)])
        await desk.agree([...models, undefined])
        const to = await desk.put(question)
        const settled = await Promise.allSettled(asked.map((one) => desk.ask({ ...one, to })))
        command.signal.throwIfAborted()
        const heard = heardOf(voices, settled)
        const views = heard.flatMap((one) => (one.view === null ? [] : [{ letter: one.letter, ...one.view }]))
        const { value } = await desk.ask(synthesisOf(question.text, JSON.stringify(views)))
        const failed = heard.filter(({ view: one }) => one === null)
        return {
          status: failed.length === 0 ? 'success' : 'partial',
          result: { ...value, views: heard.map((one) => ({ ...one })) },
          markdown: consensusMarkdown(value, heard),
          notes: failed.map(({ model, error }) => `${model} did not answer: ${error?.message ?? ''}`),
        }
      },
    }
  },
}
