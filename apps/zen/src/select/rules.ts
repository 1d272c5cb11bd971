import { askingRules } from './rules-asking.js'
import { codeRules } from './rules-code.js'

/** What speaks for a tool, or for one of its modes. Terms are written as `parseTerm` reads them; the number is their weight. */
export interface Rule {
  readonly tool: string
  /** The terms decide between the modes of the tool alone, once it is chosen. */
  readonly mode?: string
  readonly terms: Readonly<Record<string, number>>
}

/** Every rule of `zen select`. To teach it a word, add it here and a task to the table that tests it. */
export const rules: readonly Rule[] = [...askingRules, ...codeRules]
