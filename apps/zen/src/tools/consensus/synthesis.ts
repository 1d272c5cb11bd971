import { estimateTokens } from '@engawa/llm-providers'
import type { ToolContext } from '../tool.js'
import { synthesisPrompt } from './prompt.js'
import { synthesis } from './schema.js'

/** Tokens of a view. Most are a tenth of it. */
const longestView = 4_096

/** What is asked of whoever brings the views together. */
export const synthesisOf = (proposal: string, views: string) => ({
  system: synthesisPrompt,
  text: `The proposal:\n${proposal}\n\nThe views:\n${views}`,
  schema: synthesis,
  facts: { tool: { name: 'consensus', role: 'synthesis' } },
  history: false,
})

/** The same before there are views, as long as they can be: what it can cost is known before any of them is paid for. */
export async function longestSynthesis(
  proposal: string,
  voices: number,
  { desk, options }: Pick<ToolContext, 'desk' | 'options'>,
) {
  const without = synthesisOf(proposal, '')
  const room = (await desk.roomFor(without)) - estimateTokens(without.text)
  const tokens = Math.min(room, voices * Math.min(options.maxTokens ?? longestView, longestView))
  // A token each.
  return synthesisOf(proposal, 'yes '.repeat(Math.max(0, tokens)))
}
