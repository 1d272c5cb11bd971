import { bullets, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const thinkdeep: Tool = stepTool({
  name: 'thinkdeep',
  input,
  answer,
  output,
  prompt: () => prompt,
  usual: 'Think this through.',
  markdown: ({ thinking, assumptions, alternatives, risks, conclusion, open_questions }) =>
    page(
      conclusion,
      section('Why', thinking),
      section('Assumptions', bullets(assumptions)),
      ...alternatives.map(({ name, ...weighed }) =>
        page(
          `### ${name}`,
          bullets([...weighed.for.map((text) => `for: ${text}`), ...weighed.against.map((text) => `against: ${text}`)]),
        ),
      ),
      section('Risks', bullets(risks)),
      section('To find out', bullets(open_questions)),
    ),
})
