import type { JsonObject, JsonValue } from '@engawa/core'
import * as z from 'zod'
import { toolCards } from '../src/tools/registry.js'
import { toolOutput } from './documented-cli.js'

/** What tools answer, in Markdown: what is the same for all once, then the result of each. */
export async function toolAnswers(): Promise<string> {
  const blocks = [
    '# What tools answer',
    'Schemas of `data` in `--json`, and of what a tool gives to a program that calls it.',
    '<!-- Generated from the schemas of the tools. Do not edit. -->',
    '## Every tool',
    fence(toolOutput({ type: 'object', description: 'as below' })),
  ]
  for (const card of toolCards) {
    const { $schema: _, ...result } = z.toJSONSchema((await card.load()).output)
    blocks.push(`## ${card.name}`, card.summary, fence(result as JsonObject))
  }
  return `${blocks.join('\n\n')}\n`
}

const fence = (schema: JsonObject): string => `\`\`\`json\n${printed(schema, '')}\n\`\`\``

const longestLine = 110

/** JSON whose parts stand on one line where they fit. */
function printed(value: JsonValue, indent: string): string {
  const flat = JSON.stringify(value)
  if (indent.length + flat.length <= longestLine || typeof value !== 'object' || value === null) return flat
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const parts = Array.isArray(value)
    ? value.map((item: JsonValue) => inner + printed(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printed(item, inner)}`)
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`
}
