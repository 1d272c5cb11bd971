import type * as z from 'zod'

export type ReadAnswer<Value> =
  | { readonly value: Value }
  /** What is wrong with it, in words for the model. */
  | { readonly problems: readonly string[] }

/**
 * Read what a model answered as JSON. Models put it in a fence, or say a word before and after; what they said beside
 * it is of no use to anybody.
 */
export function readAnswer<Value>(text: string, schema: z.ZodType<Value>): ReadAnswer<Value> {
  const parsed = candidates(text).map(tryParse)
  const objects = parsed.filter((found) => found !== undefined)
  if (objects.length === 0) return { problems: ['it is not JSON'] }
  let problems: readonly string[] = []
  for (const found of objects) {
    const { success, data, error } = schema.safeParse(found)
    if (success) return { value: data }
    problems = error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
  }
  return { problems }
}

/** The whole, what stands in fences, and what stands between the outermost braces. */
function candidates(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```[a-z]*\n([\s\S]*?)\n```/gim)].map(([, inside = '']) => inside)
  const from = text.indexOf('{')
  const to = text.lastIndexOf('}')
  return [...new Set([text, ...fenced, ...(from >= 0 && to > from ? [text.slice(from, to + 1)] : [])])]
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
