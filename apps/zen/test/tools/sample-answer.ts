type Schema = Readonly<Record<string, unknown>>

/** A value that a JSON Schema allows: what a model would answer that was told to hold to it, and nothing else. */
export function sampleOf(schema: Schema): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (Array.isArray(schema.anyOf)) return sampleOf(schema.anyOf[0] as Schema)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, of]) => [name, sampleOf(of)]),
      )
    case 'array':
      return Array.from({ length: 3 }, () => sampleOf((schema.items ?? {}) as Schema))
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return 'words'
  }
}

/** Answers each question in the form that the request asks for. */
export const sampleReply = ({ body }: { readonly body: Readonly<Record<string, unknown>> }): string =>
  body.format === undefined ? 'words' : JSON.stringify(sampleOf(body.format as Schema))
