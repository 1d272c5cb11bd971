type Schema = Readonly<Record<string, unknown>>

/**
 * A value that a JSON Schema allows: what a model would answer that was told to hold to it, and nothing else.
 *
 * @param text stands wherever the schema wants one
 */
export function sampleOfSchema(schema: Schema, text = 'words'): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (Array.isArray(schema.anyOf)) return sampleOfSchema(schema.anyOf[0] as Schema, text)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object': {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
      return Object.fromEntries(properties.map(([name, of]) => [name, sampleOfSchema(of, text)]))
    }
    case 'array':
      return Array.from({ length: 3 }, () => sampleOfSchema((schema.items ?? {}) as Schema, text))
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return text
  }
}
