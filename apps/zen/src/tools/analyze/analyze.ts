import { bullets, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const analyze: Tool = stepTool({
  name: 'analyze',
  input,
  answer,
  output,
  mode: ({ mode }) => mode,
  prompt,
  usual: 'Analyse this.',
  markdown: ({ overview, strengths, insights, open_questions }) =>
    page(
      overview,
      section('Strengths', bullets(strengths)),
      ...insights.map(({ title, significance, places, explanation, recommendation }) =>
        page(
          `## ${significance}: ${title}`,
          places.map((place) => `\`${place}\``).join(', '),
          explanation,
          recommendation === null ? '' : `**To do:** ${recommendation}`,
        ),
      ),
      section('Open questions', bullets(open_questions)),
    ),
})
