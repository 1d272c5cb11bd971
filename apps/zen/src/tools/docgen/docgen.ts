import { bullets, fenced, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const docgen: Tool = stepTool({
  name: 'docgen',
  input,
  answer,
  output,
  prompt: () => prompt,
  usual: 'Write the documentation that is missing here.',
  markdown: ({ summary, items, document, faults }) =>
    page(
      summary,
      document ?? '',
      ...items.map(({ symbol, place, documentation }) => page(`## ${symbol} (\`${place}\`)`, fenced(documentation))),
      section('What is written and not so', bullets(faults)),
    ),
})
