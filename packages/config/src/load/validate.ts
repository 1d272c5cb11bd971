import type { z } from 'zod'
import { formatKeyPath } from '../key-path.js'
import { hasPath, merge, type SettingsTree, valueAt } from '../settings-tree.js'
import { describeIssue } from './describe-issue.js'
import type { Layer, Problem } from './layer.js'

/**
 * Check each layer by itself on top of the defaults, then all of them together.
 * A wrong value is so reported even where a higher layer covers it, and with the place it came from.
 *
 * @param layers from low to high, without the defaults
 */
export function validate<S extends z.ZodObject>(
  schema: S,
  defaults: SettingsTree,
  layers: readonly Layer[],
  isSecret: (keys: readonly string[]) => boolean,
): { values: z.output<S> } | { problems: readonly Problem[] } {
  const problems: Problem[] = []
  for (const layer of layers) {
    const tree = merge(defaults, layer.tree)
    for (const issue of schema.safeParse(tree).error?.issues ?? []) {
      const keys = issue.path.map(String)
      if (keys.length > 0 && hasPath(layer.tree, issue.path as string[]))
        problems.push(problem(layer, keys, issue, tree))
    }
  }
  const merged = layers.reduce((tree, layer) => merge(tree, layer.tree), defaults)
  const whole = schema.safeParse(merged)
  if (whole.success && problems.length === 0) return { values: whole.data }
  for (const issue of whole.error?.issues ?? []) {
    const keys = issue.path.map(String)
    if (problems.some(({ path }) => path === formatKeyPath(keys))) continue
    const layer = layers.findLast(({ tree }) => hasPath(tree, keys) || hasPath(tree, keys.slice(0, -1)))
    problems.push(problem(layer, keys, issue, merged))
  }
  return { problems }

  function problem(
    layer: Layer | undefined,
    keys: readonly string[],
    issue: z.core.$ZodIssue,
    tree: SettingsTree,
  ): Problem {
    return {
      origin: layer?.originOf(keys) ?? 'the built-in defaults',
      path: formatKeyPath(keys),
      message: describeIssue(issue, valueAt(tree, keys), isSecret(keys)),
    }
  }
}
