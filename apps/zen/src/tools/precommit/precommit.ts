import { fenced, page } from '../engine/markdown.js'
import { findingsTool, mergeFindings } from '../findings/findings-tool.js'
import type { Tool } from '../tool.js'
import { changesToCheck } from './changes-to-check.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'

export const precommit: Tool = findingsTool({
  name: 'precommit',
  input,
  answer,
  output,
  prompt: () => prompt,
  usual: 'Check this before it is committed.',
  look: changesToCheck,
  merge: (answers) => ({
    ...mergeFindings(answers),
    ready: answers.every(({ ready }) => ready),
    commit_message: answers.map(({ commit_message }) => commit_message).join('\n\n'),
  }),
  markdown: ({ ready, commit_message }) =>
    page(ready ? '**Ready to commit.**' : '**Not ready to commit.**', fenced(commit_message)),
})
