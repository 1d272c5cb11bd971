import { findingsTool, mergeFindings } from '../findings/findings-tool.js'
import { lookAt } from '../material/look-at.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const codereview: Tool = findingsTool({
  name: 'codereview',
  input,
  answer,
  output,
  mode: ({ mode }) => mode,
  prompt,
  usual: 'Review this.',
  look: ({ files, range, piped }, context) => lookAt({ files, range, piped }, context),
  merge: mergeFindings,
})
