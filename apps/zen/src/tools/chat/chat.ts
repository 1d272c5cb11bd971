import { composeQuestion } from '../../input/compose-question.js'
import { readFiles } from '../../input/read-files.js'
import { readInput } from '../engine/read-input.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { input, output } from './schema.js'

/** Words, in no form but the model's own. */
export const chat: Tool = {
  input,
  output,
  async plan(given, { command, desk }) {
    const { request, files, piped } = readInput('chat', input, given)
    const text = composeQuestion({ prompt: request, stdin: piped, files: readFiles(files, command.cwd) })
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
