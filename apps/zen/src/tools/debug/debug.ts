import { bullets, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const debug: Tool = stepTool({
  name: 'debug',
  input,
  answer,
  output,
  prompt: () => prompt,
  usual: 'Find out what goes wrong here.',
  markdown: ({ summary, hypotheses, root_cause, fix, next_checks }) =>
    page(
      summary,
      ...hypotheses.map(({ statement, state, evidence }) =>
        page(
          `## ${state}: ${statement}`,
          bullets(
            evidence.map(
              ({ supports, text, place }) =>
                `${supports ? 'for' : 'against'}: ${text}${place === null ? '' : ` (\`${place}\`)`}`,
            ),
          ),
        ),
      ),
      section('Root cause', root_cause ?? ''),
      section('Fix', fix ?? ''),
      section('To check next', bullets(next_checks)),
    ),
})
