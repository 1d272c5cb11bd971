import { bullets, page, section } from '../engine/markdown.js'
import { questionTool } from '../engine/question-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { type Challenge, input, output } from './schema.js'

const verdicts: Readonly<Record<Challenge['verdict'], string>> = {
  holds: 'It holds',
  'holds-partly': 'It holds in part',
  fails: 'It does not hold',
  undecided: 'It can not be decided',
}

export const challenge: Tool = questionTool({
  name: 'challenge',
  input,
  output,
  prompt: () => prompt,
  markdown: ({ claim, verdict, conclusion, confidence, would_change_it, ...weighed }) =>
    page(
      `# ${verdicts[verdict]} (confidence: ${confidence})`,
      `> ${claim.replaceAll('\n', '\n> ')}`,
      conclusion,
      section('For', bullets(weighed.for)),
      section('Against', bullets(weighed.against)),
      section('What would change this', bullets(would_change_it)),
    ),
})
