import { bullets, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { occurrences } from './occurrences.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

interface Edge {
  readonly name: string
  readonly place: string
  readonly how: string
}

const edges = (list: readonly Edge[]) => bullets(list.map(({ name, place, how }) => `${how} ${name} (\`${place}\`)`))

export const tracer: Tool = stepTool({
  name: 'tracer',
  input,
  answer,
  output,
  mode: ({ mode }) => mode,
  prompt,
  usual: 'Follow it.',
  read: async ({ symbol }, context) => (symbol === undefined ? [] : occurrences(symbol, context)),
  markdown: ({ target, summary, steps, uses, used_by, unseen }) =>
    page(
      `**${target}**: ${summary}`,
      steps
        .map(({ from, to, place, condition, effects }, at) =>
          [
            `${at + 1}. ${from} → ${to} (\`${place}\`)${condition === null ? '' : `, when ${condition}`}`,
            ...effects.map((effect) => `   - ${effect}`),
          ].join('\n'),
        )
        .join('\n'),
      section('Uses', edges(uses)),
      section('Used by', edges(used_by)),
      section('Not seen', bullets(unseen)),
    ),
})
