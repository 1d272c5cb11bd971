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
  const undescribed = undescribedNames(command.output)
  if (undescribed.length > 0) {
    throw new Error(`${definition.name} ${path}: the schema requires ${undescribed.join(', ')} without describing it`)
  }
  const { error } = fromJSONSchema(command.output as core.JSONSchema.JSONSchema).safeParse(data)
  if (error === undefined) return
  const differences = error.issues.map(({ path, message }) => `  ${['data', ...path].join('.')}: ${message}`)
  throw new Error(`${definition.name} ${path} answered something else than its schema says:\n${differences.join('\n')}`)
}

/** Names that a schema requires and has no property for. The validator would not miss them. */
function undescribedNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { required, properties } = schema as { required?: unknown; properties?: object }
  const missing = Array.isArray(required) ? required.filter((name) => !Object.hasOwn(properties ?? {}, name)) : []
  return [...missing, ...Object.values(schema).flatMap(undescribedNames)]
}
