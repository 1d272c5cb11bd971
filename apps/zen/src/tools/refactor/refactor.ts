import { bullets, fenced, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const refactor: Tool = stepTool({
  name: 'refactor',
  input,
  answer,
  output,
  mode: ({ mode }) => mode,
  prompt,
  usual: 'What is worth restructuring here?',
  markdown: ({ summary, opportunities, risks }) =>
    page(
      summary,
      ...opportunities.map(({ title, worth, place, problem, change, before, after }, at) =>
        page(
          `## ${at + 1}. ${title} (${worth})`,
          `\`${place}\``,
          problem,
          change,
          before === null ? '' : fenced(before),
          after === null ? '' : fenced(after),
        ),
      ),
      section('Risks', bullets(risks)),
    ),
})
