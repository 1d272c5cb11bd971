import { extname } from 'node:path'
import { bullets, fenced, page, section } from '../engine/markdown.js'
import { stepTool } from '../engine/step-tool.js'
import type { Tool } from '../tool.js'
import { prompt } from './prompt.js'
import { answer, input, output } from './schema.js'
import { writeNewFiles } from './write-new-files.js'

export const testgen: Tool = stepTool({
  name: 'testgen',
  input,
  answer,
  output,
  prompt: () => prompt,
  usual: 'Write tests for this.',
  markdown: ({ summary, framework, cases, files }) =>
    page(
      summary,
      section(`Cases (${framework})`, bullets(cases.map(({ name, kind, why }) => `${kind}: ${name} (${why})`))),
      ...files.map(({ path, content }) => page(`## ${path}`, fenced(content, extname(path).slice(1)))),
    ),
  finish: ({ files }, { write }, { command }) => {
    const { written, notes } = write ? writeNewFiles(files, command.cwd) : { written: [], notes: [] }
    return { result: { written: [...written] }, notes: [...written.map((path) => `${path} is written`), ...notes] }
  },
})
