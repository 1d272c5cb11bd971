import { toolCards } from '../tools/registry.js'
import type { ToolCard } from '../tools/tool.js'
import { answerText, failureText } from './answer-text.js'
import { type CallLimits, readCall } from './read-call.js'
import type { Surface } from './surface.js'
import { fullSchema } from './tool-schema.js'

/** Every tool under its own name, with all that it takes. */
export const fullSurface = (limits: CallLimits): Surface => ({
  list: () =>
    Promise.all(
      toolCards.map(async (card) => ({
        name: card.name,
        description: descriptionOf(card),
        inputSchema: await fullSchema(card),
      })),
    ),
  async call(name, given, run) {
    const card = toolCards.find((candidate) => candidate.name === name)
    if (card === undefined) return undefined
    try {
      return answerText(await run(await readCall(card, given, limits)))
    } catch (error) {
      return failureText(error)
    }
  },
})

const descriptionOf = ({ summary, modes }: ToolCard): string =>
  [summary, ...modes.map((mode) => `${mode.name}: ${mode.summary}`)].join('\n')
