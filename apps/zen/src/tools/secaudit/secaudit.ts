import { bullets, section } from '../engine/markdown.js'
import { findingsTool, mergeFindings } from '../findings/findings-tool.js'
import { lookAt } from '../material/look-at.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const secaudit: Tool = findingsTool({
  name: 'secaudit',
  input,
  answer,
  output,
  mode: ({ mode }) => mode,
  prompt,
  usual: 'Audit this.',
  look: ({ files, range, piped }, context) => lookAt({ files, range, piped }, context),
  merge: (answers) => ({
    ...mergeFindings(answers),
    attack_surface: answers.flatMap(({ attack_surface }) => attack_surface),
  }),
  markdown: ({ attack_surface }) => section('Attack surface', bullets(attack_surface)),
})
