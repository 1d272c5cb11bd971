import { type core, fromJSONSchema } from 'zod'
import type { CliDefinition } from '../command.js'

/**
 * Assert that what a command answers is what its JSON Schema promises.
 *
 * @throws Error listing every place that differs; also when the command promises nothing
 */
export function assertMatchesOutput(definition: CliDefinition, path: string, data: unknown): void {
  const command = definition.commands.find((candidate) => candidate.path === path)
  if (command === undefined) throw new Error(`${definition.name} has no command "${path}"`)
  if (command.output === undefined) throw new Error(`${definition.name} ${path} has no output schema`)
  const { error } = fromJSONSchema(command.output as core.JSONSchema.JSONSchema).safeParse(data)
  if (error === undefined) return
  const differences = error.issues.map(({ path, message }) => `  ${['data', ...path].join('.')}: ${message}`)
  throw new Error(`${definition.name} ${path} answered something else than its schema says:\n${differences.join('\n')}`)
}
