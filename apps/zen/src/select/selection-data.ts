import type { JsonObject } from '@engawa/core'
import { exampleCommand } from './example-command.js'
import type { Candidate, Selection } from './select-tool.js'

/** A selection as JSON: each candidate with the command that runs it. */
export function selectionData(selection: Selection, task: string): JsonObject {
  const data = ({ tool, mode, confidence }: Candidate) => ({
    tool,
    mode: mode ?? null,
    confidence,
    command: exampleCommand({ tool, mode }, task),
  })
  return { ...data(selection), because: [...selection.because], alternatives: selection.alternatives.map(data) }
}

/** `codereview (security)` */
export const toolName = ({ tool, mode }: Pick<Candidate, 'tool' | 'mode'>): string =>
  mode === undefined ? tool : `${tool} (${mode})`
