import { bullets, fenced, page, section } from '../engine/markdown.js'
import { questionTool } from '../engine/question-tool.js'
import type { Tool } from '../tool.js'
import { installedPackage } from './installed-package.js'
import { prompt } from './prompt.js'
import { input, output } from './schema.js'

export const apilookup: Tool = questionTool({
  name: 'apilookup',
  input,
  output,
  prompt: () => prompt,
  read: async ({ package: name, files }, context) => {
    if (name !== undefined) return installedPackage(name, context)
    if (files.length === 0) context.desk.note('nothing was looked up: this is what the model remembers')
    return []
  },
  markdown: ({ answer, signatures, example, version, sources, caveats, confidence }) =>
    page(
      `# API lookup${version === null ? '' : ` (${version})`} (confidence: ${confidence})`,
      answer,
      ...signatures.map(({ name, signature, note }) => page(`### ${name}`, fenced(signature), note)),
      section('Example', example === null ? '' : fenced(example)),
      section('Sources', bullets(sources)),
      section('Beware', bullets(caveats)),
    ),
})
