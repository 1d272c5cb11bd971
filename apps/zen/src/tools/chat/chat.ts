import { estimateTokens } from '@engawa/llm-providers'
import { composeQuestion } from '../../input/compose-question.js'
import { readInput } from '../engine/read-input.js'
import { attached } from '../material/piece.js'
import { readFilePieces } from '../material/read-pieces.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { input, output } from './schema.js'

/** Words, in no form but the model's own. */
export const chat: Tool = {
  input,
  output,
  async plan(given, context) {
    const { desk } = context
    const { request, files, piped } = readInput('chat', input, given)
    const room = (await desk.roomFor({ system: prompt })) - estimateTokens(request) - estimateTokens(piped)
    const pieces = await readFilePieces(files, context, Math.max(0, room))
    const text = composeQuestion({ prompt: request, stdin: piped, files: pieces.map(attached) })
    const asked = { system: prompt, text, facts: { tool: { name: 'chat' } } }
    return {
      first: [asked],
      work: async () => {
        const { value } = await desk.askText(asked)
        return { result: { answer: value }, markdown: value }
      },
    }
  },
}
