import { exactly, listOf, text, textOrNull } from './schema-parts.js'

const candidate = {
  tool: text,
  mode: textOrNull,
  confidence: { type: 'number', minimum: 0, maximum: 1 },
  command: text,
} as const

export const selectOutput = exactly({
  ...candidate,
  because: listOf(text),
  alternatives: { ...listOf(exactly(candidate)), maxItems: 2 },
})

/** What the tool itself answers stands beside what was selected, as the tool's own command gives it. */
export const doOutput = {
  type: 'object',
  required: ['selection'],
  properties: { selection: selectOutput },
} as const
