import type { CliDefinition } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import * as z from 'zod'
import { cli } from '../src/cli.js'
import { dryRunOutput } from '../src/commands/output-schemas.js'
import {
  count,
  countOrNull,
  dollarsOrNull,
  exactly,
  listOf,
  served,
  text,
  textOrNull,
} from '../src/commands/schema-parts.js'
import { toolCards } from '../src/tools/registry.js'

const answerFacts = exactly({
  provider: text,
  model: text,
  expert: { type: 'boolean' },
  question_id: text,
  answer_id: text,
})

/** What is the same in the answer of every tool. */
export const toolOutput = (result: JsonObject): JsonObject => ({
  anyOf: [
    exactly({
      status: { enum: ['success', 'partial'] },
      tool: text,
      mode: textOrNull,
      result,
      metadata: exactly({
        tool: text,
        session: text,
        step: countOrNull,
        provider: textOrNull,
        // The one that answered last, the expert left out.
        model: textOrNull,
        answers: listOf(answerFacts),
        // Absent: a provider did not say.
        usage: { type: 'object', properties: { input_tokens: count, output_tokens: count } },
        cost_usd: dollarsOrNull,
        repairs: count,
        duration_ms: count,
        ...served,
        durability: { enum: ['fsync', 'os', 'none'] },
        redactions: listOf(exactly({ rule: text, path: text })),
      }),
      notes: listOf(text),
    }),
    exactly({ status: { const: 'dry-run' }, tool: text, requests: listOf(dryRunOutput), notes: listOf(text) }),
  ],
})

/**
 * The command table with the schema of each tool's answer. They are made of the tools' own schemas, which a start of zen
 * does not load.
 */
export async function documentedCli(): Promise<CliDefinition> {
  // What a tool of one's own answers is in its own file.
  const outputs = new Map([['tool run', toolOutput({ type: 'object' })]])
  for (const card of toolCards) {
    const { $schema: _, ...result } = z.toJSONSchema((await card.load()).output)
    outputs.set(card.name, toolOutput(result as JsonObject))
  }
  return {
    ...cli,
    commands: cli.commands.map((command) => {
      const output = command.output ?? outputs.get(command.path)
      return output === undefined ? command : { ...command, output }
    }),
  }
}
