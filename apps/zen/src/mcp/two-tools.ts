import { isEngawaError, type JsonObject } from '@engawa/core'
import { type Candidate, selectTool } from '../select/select-tool.js'
import { findCard, toolCards } from '../tools/registry.js'
import type { ToolCard } from '../tools/tool.js'
import { answerText, failureText } from './answer-text.js'
import { type CallLimits, readCall } from './read-call.js'
import type { OfferedAnswer, OfferedTool, RunCall, Surface } from './surface.js'
import { minimalSchema } from './tool-schema.js'

/**
 * A model reads every word of this at every turn of its conversation. What is required is not said here: a call without it
 * is told so.
 */
const offered: readonly OfferedTool[] = [
  {
    name: 'select',
    description: 'Find the mode for a task: review, debug, plan, test, docs, audit, second opinion …',
    inputSchema: { type: 'object', properties: { task: { type: 'string' } } },
  },
  {
    name: 'execute',
    description: 'Run it',
    inputSchema: { type: 'object', properties: { mode: { type: 'string' }, input: { type: 'object' } } },
  },
]

/** Select, then execute: the schema of a tool is told once it is chosen, and no other one ever is. */
export const twoTools = (limits: CallLimits): Surface => ({
  list: async () => offered,
  call: async (name, given, run) => {
    if (name === 'select') return select(given)
    return name === 'execute' ? execute(given, limits, run) : undefined
  },
})

async function select({ task }: JsonObject): Promise<OfferedAnswer> {
  if (typeof task !== 'string' || task.trim() === '')
    return { text: 'task: must say what is to be done', isError: true }
  const chosen = namedMode(task.trim()) ?? selectTool(task)
  const card = findCard(chosen.tool)
  const told = {
    mode: modeName(chosen),
    ...(chosen.alternatives.length === 0 ? {} : { or: chosen.alternatives.map(modeName) }),
    input: await minimalSchema(card),
  }
  return { text: JSON.stringify(told), data: { ...told, confidence: chosen.confidence } }
}

async function execute({ mode, input }: JsonObject, limits: CallLimits, run: RunCall): Promise<OfferedAnswer> {
  const chosen = typeof mode === 'string' ? namedMode(mode) : undefined
  if (chosen === undefined) return { text: `mode: must be one of ${modeNames().join(', ')}`, isError: true }
  const card = findCard(chosen.tool)
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { text: `input: must be ${JSON.stringify(await minimalSchema(card))}`, isError: true }
  }
  const given = { ...(input as JsonObject), ...(chosen.mode === undefined ? {} : { mode: chosen.mode }) }
  try {
    return answerText(await run(await readCall(card, given, limits)))
  } catch (error) {
    // The one mistake that a schema mends.
    const isInput = isEngawaError(error) && error.code === 'zen/tool-input'
    return failureText(error, isInput ? await minimalSchema(card) : undefined)
  }
}

/** `codereview/security`, or the tool alone for its usual mode. */
const modeName = ({ tool, mode }: Pick<Candidate, 'tool' | 'mode'>): string =>
  mode === undefined ? tool : `${tool}/${mode}`

const modeNames = (): readonly string[] =>
  toolCards.flatMap(({ name, modes }) => [name, ...modes.map((mode) => `${name}/${mode.name}`)])

function namedMode(name: string): (Candidate & { alternatives: readonly Candidate[] }) | undefined {
  const [tool, mode] = name.split('/')
  const card: ToolCard | undefined = toolCards.find((candidate) => candidate.name === tool)
  if (card === undefined || !modeNames().includes(name)) return undefined
  return { tool: card.name, mode, confidence: 1, alternatives: [] }
}
